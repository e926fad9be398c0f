import type { Cluster } from "../cluster.js";
import { deployAll, runGarden, wrongWithout } from "./garden-run.js";
import { violations } from "./invariants.js";
import { watchMemory } from "./memory.js";
import { memoryVerdict } from "./memory-verdict.js";
import { namespaces } from "./projects.js";
import { createRandom } from "./random.js";
import type { Soak } from "./report.js";
import { steps, type Step, type StepReport } from "./steps.js";
import { makeForeign, prepareWorld, type World } from "./world.js";

export interface SoakOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly say: (line: string) => void;
}

/** The state that every run begins with: all is deployed. */
const beginning: Step = {
  name: "beginning",
  weight: 0,
  async run(world) {
    const wrong = wrongWithout(await runGarden(world, deployAll));
    if (wrong.length === 0) await makeForeign(world, namespaces.app);
    return { note: "garden deploy (--workloads)", wrong };
  },
};

/** Draws step after step until the time is over or something is violated, beside two processes that live as long. */
export async function soak(
  cluster: Cluster,
  { seed, minutes, say }: SoakOptions,
): Promise<Soak> {
  const world = await prepareWorld(cluster, createRandom(seed));
  const end = Date.now() + minutes * 60_000;
  let stopped = false;
  const { search } = world;
  // The steps drawn must not depend on how many deploys these have made by then.
  const memoryRun = watchMemory(
    { cluster, search, random: createRandom(seed + 1) },
    () => stopped || Date.now() > end,
  );
  const done: Soak["steps"][number][] = [];
  for (let next = beginning; ; next = world.random.weighted(steps)) {
    const began = Date.now();
    const report = await runStep(world, next);
    done.push({ name: next.name, ...report });
    const seconds = ((Date.now() - began) / 1000).toFixed(0);
    const verdict = report.wrong.length > 0 ? "WRONG" : (report.fault ?? "ok");
    say(
      `${String(done.length)} ${next.name} (${report.note}): ${verdict}, ${seconds} s`,
    );
    stopped = report.wrong.length > 0;
    if (stopped || Date.now() > end) break;
  }
  const memory = await memoryRun;
  const verdict = memoryVerdict(memory);
  const atEnd = (await runStep(world, theEnd)).wrong;
  const where = (step: string) => `seed ${String(seed)}, ${step}`;
  const failures = [
    ...done.flatMap(({ name, wrong, note }, index) =>
      wrong.map(
        (difference) =>
          `${where(`step ${String(index + 1)}, ${name} (${note})`)}: ${difference}`,
      ),
    ),
    ...(stopped ? [] : atEnd.map((text) => `${where("at the end")}: ${text}`)),
    ...verdict.wrong.map((text) => `${where("memory")}: ${text}`),
  ];
  return { seed, minutes, steps: done, memory, verdict, failures };
}

const theEnd: Pick<Step, "run"> = {
  run: () => Promise.resolve({ note: "", wrong: [] }),
};

/** Runs a step and looks at what has to hold. A step that can't be run is wrong, too. */
async function runStep(
  world: World,
  { run }: Pick<Step, "run">,
): Promise<StepReport> {
  try {
    const report = await run(world);
    const wrong = [...report.wrong, ...(await violations(world))];
    return { ...report, wrong };
  } catch (error) {
    return { note: "broke off", wrong: [world.search.redact(String(error))] };
  }
}
