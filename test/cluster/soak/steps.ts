import { randomUUID } from "node:crypto";
import { copyLabel, isAdopted, isCopy } from "../../../src/secrets/marker.js";
import { startFaultProxy } from "../fault-proxy.js";
import { drawFault, wrongBehind } from "./api-faults.js";
import {
  deploy,
  deployAll,
  runGarden,
  runSeed,
  syncStart,
  wrongWithout,
  type GardenCommand,
  type GardenRun,
} from "./garden-run.js";
import { namespaces } from "./projects.js";
import {
  deleteNamespace,
  makeForeign,
  readSecrets,
  rotate,
  type World,
} from "./world.js";

export interface StepReport {
  /** What was drawn. */
  readonly note: string;
  readonly wrong: readonly string[];
  /** Whether a fault met this step, and whether Garden failed by it. */
  readonly fault?: "not met" | "survived" | "repaired";
}

/** One kind of thing that happens to a cluster. */
export interface Step {
  readonly name: string;
  /** How often it is drawn, against the others. */
  readonly weight: number;
  readonly run: (world: World) => Promise<StepReport>;
}

const commands = [deploy, deployAll, syncStart, runSeed] as const;
const targets = [namespaces.app, namespaces.adopted, namespaces.own] as const;

/** All that can happen. One more is one more row. */
export const steps: readonly [Step, ...Step[]] = [
  { name: "deploy", weight: 4, run: (world) => plainly(world, deploy) },
  {
    name: "deploy with --workloads",
    weight: 2,
    run: (world) => plainly(world, deployAll),
  },
  { name: "sync start", weight: 4, run: (world) => plainly(world, syncStart) },
  { name: "run", weight: 1, run: (world) => plainly(world, runSeed) },
  { name: "rotate, then deploy", weight: 3, run: rotateAndRun },
  { name: "a copy is damaged", weight: 2, run: damageAndRun },
  { name: "the node forgets its images", weight: 2, run: forgetImages },
  { name: "a namespace is deleted", weight: 2, run: deleteAndRun },
  {
    name: "a namespace is deleted meanwhile",
    weight: 1,
    run: deleteMeanwhile,
  },
  { name: "two colleagues at once", weight: 1, run: twoAtOnce },
  { name: "an unpatched colleague deploys", weight: 1, run: unpatched },
  { name: "API fault", weight: 8, run: behindFault },
];

/** A command, now and then with new pods. */
function drawn(world: World, command: GardenCommand): GardenCommand {
  if (world.random.oneIn(3)) return command;
  const stamp = `s${String(world.random.below(1_000_000))}`;
  return { ...command, args: [...command.args, "--var", `stamp=${stamp}`] };
}

function titleOf({ args, env }: GardenCommand): string {
  return ["garden", ...args, ...(env ? ["(--workloads)"] : [])].join(" ");
}

async function plainly(
  world: World,
  command: GardenCommand,
): Promise<StepReport> {
  const now = drawn(world, command);
  const run = await runGarden(world, now);
  return { note: titleOf(now), wrong: wrongWithout(run) };
}

async function rotateAndRun(world: World): Promise<StepReport> {
  await rotate(world);
  return await plainly(world, world.random.pick(commands));
}

/** Copies are deleted, edited and made immutable by hand. Only ours: a Secret that isn't is not ours to repair. */
async function damageAndRun(world: World): Promise<StepReport> {
  const { random, cluster, model } = world;
  const damage = random.pick(["delete", "edit", "freeze"]);
  const copies = [...(await readSecrets(world)).values()].filter(
    (secret) =>
      isCopy(secret) &&
      !isAdopted(secret) &&
      targets.some((target) => target === secret.metadata?.namespace),
  );
  const [first, ...rest] = copies;
  if (!first) return await plainly(world, deployAll);
  const { name = "", namespace = "" } =
    random.pick([first, ...rest]).metadata ?? {};
  const at = ["secret", name, `--namespace=${namespace}`];
  model.covered.delete(namespace);
  if (damage === "delete") await cluster.kubectl("delete", ...at);
  else {
    const patch =
      damage === "freeze"
        ? { immutable: true }
        : { data: { ".dockerconfigjson": btoa('{"auths":{}}') } };
    const text = `--patch=${JSON.stringify(patch)}`;
    // One that was frozen before can only be recreated.
    await cluster
      .kubectl("patch", ...at, "--type=merge", text)
      .catch(() => cluster.kubectl("delete", ...at));
    if (damage === "freeze") await rotate(world);
  }
  const { note, wrong } = await plainly(world, deployAll);
  return { note: `${damage} ${namespace}/${name}, ${note}`, wrong };
}

async function forgetImages(world: World): Promise<StepReport> {
  await world.cluster.removeImages();
  return await plainly(world, world.random.pick([deploy, syncStart]));
}

async function deleteAndRun(world: World): Promise<StepReport> {
  const namespace = world.random.pick(targets);
  await deleteNamespace(world, namespace);
  const { note, wrong } = await plainly(world, deployAll);
  await furnish(world, namespace);
  return { note: `${namespace}, then ${note}`, wrong };
}

/** What Garden makes itself holds nothing of others at first. */
async function furnish(world: World, namespace: string): Promise<void> {
  if (namespace === namespaces.app && world.model.covered.has(namespace))
    await makeForeign(world, namespace);
}

/** Garden may fail here, or make the namespace again; what counts is the run after it. */
async function deleteMeanwhile(world: World): Promise<StepReport> {
  const { random, model } = world;
  const namespace = random.pick(targets);
  const times = 1 + random.below(5);
  const command = drawn(world, random.pick(commands));
  let spoken = 0;
  let running: Promise<GardenRun> | undefined;
  await new Promise<unknown>((resolve) => {
    const heard = () => {
      if (++spoken === times) resolve(null);
    };
    running = runGarden(world, command, { heard });
    running.then(resolve, resolve);
  });
  let wrong: string[] = [];
  await deleteNamespace(world, namespace, async () => {
    wrong = [...((await running)?.wrong ?? [])];
  });
  model.covered.clear();
  const repair = await runGarden(world, deployAll);
  await furnish(world, namespace);
  return {
    note: `${namespace}, once ${titleOf(command)} had spoken ${String(times)} times`,
    wrong: [...wrong, ...wrongWithout(repair)],
  };
}

async function twoAtOnce(world: World): Promise<StepReport> {
  if (world.random.oneIn(2)) await rotate(world);
  const runs = await Promise.all([
    runGarden(world, deployAll),
    runGarden(world, deployAll, { colleague: true }),
  ]);
  return { note: "deploy with --workloads", wrong: runs.flatMap(wrongWithout) };
}

async function unpatched(world: World): Promise<StepReport> {
  const run = await runGarden(world, deploy, {
    patched: false,
    colleague: true,
  });
  return { note: titleOf(deploy), wrong: wrongWithout(run) };
}

/** A run behind a proxy that answers wrongly, then one without. */
async function behindFault(world: World): Promise<StepReport> {
  const { random, cluster } = world;
  const fault = drawFault(random);
  if (fault.before === "copies deleted") await deleteCopies(world);
  else if (fault.before !== undefined || random.oneIn(2)) await rotate(world);
  const command = drawn(world, fault.command);
  const proxy = await startFaultProxy(cluster, randomUUID(), fault.rule);
  let faulty, faults;
  try {
    faulty = await runGarden(world, command, { kubeconfig: proxy.kubeconfig });
    faults = proxy.faults();
  } finally {
    await proxy.stop();
  }
  const repair = await runGarden(world, command);
  return {
    note: `${fault.title}; ${titleOf(command)}`,
    wrong: [
      ...(faults === 0 ? wrongWithout(faulty) : wrongBehind(fault, faulty)),
      ...wrongWithout(repair),
    ],
    fault: faults === 0 ? "not met" : faulty.good ? "survived" : "repaired",
  };
}

async function deleteCopies({ cluster, model }: World): Promise<void> {
  model.covered.delete(namespaces.app);
  await cluster.kubectl(
    "delete",
    "secrets",
    `--selector=${copyLabel}`,
    `--namespace=${namespaces.app}`,
  );
}
