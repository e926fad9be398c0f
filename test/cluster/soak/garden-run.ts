import { randomUUID } from "node:crypto";
import { patchedGarden, unpatchedGarden } from "../../garden/process.js";
import { namespaces } from "./projects.js";
import { leftBehind, runVariable } from "./processes.js";
import type { World } from "./world.js";

/** What is run of Garden, and which namespaces have the copies afterwards. */
export interface GardenCommand {
  readonly args: readonly string[];
  readonly covers: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface GardenRun {
  readonly command: GardenCommand;
  readonly good: boolean;
  readonly code: number | null;
  /** Without credentials. */
  readonly output: string;
  /** What is wrong with it, whether it was good or not. */
  readonly wrong: readonly string[];
}

export interface RunOptions {
  readonly patched?: boolean;
  readonly kubeconfig?: string;
  /** Works in the colleague's copy of the project. */
  readonly colleague?: boolean;
  /** Is called each time that Garden prints something. */
  readonly heard?: () => void;
}

const all = [namespaces.app, namespaces.adopted, namespaces.own];

/** The commands that need pull secrets. */
export const deploy: GardenCommand = {
  args: ["deploy"],
  covers: [namespaces.app],
};
export const deployAll: GardenCommand = {
  args: ["deploy"],
  covers: all,
  env: { GARDEN_PULL_SECRETS_WORKLOADS: "true" },
};
export const syncStart: GardenCommand = {
  args: ["sync", "start", "web", "site", "--deploy"],
  covers: [namespaces.adopted, namespaces.own],
};
export const runSeed: GardenCommand = {
  args: ["run", "seed"],
  covers: [namespaces.app],
};

/** Runs Garden to its end, and looks at what it leaves. */
export async function runGarden(
  world: World,
  command: GardenCommand,
  { patched = true, kubeconfig, colleague = false, heard }: RunOptions = {},
): Promise<GardenRun> {
  const mark = randomUUID();
  const [mine, theirs] = world.folders;
  const [home, theirHome] = world.homes;
  const start = {
    cwd: colleague ? theirs : mine,
    ...(heard && { heard }),
    env: {
      HOME: colleague ? theirHome : home,
      KUBECONFIG: kubeconfig ?? world.cluster.kubeconfig,
      [runVariable]: mark,
      ...command.env,
    },
  };
  const run = patched ? patchedGarden : unpatchedGarden;
  const { code, stdout, stderr } = await run(command.args, start);
  const output = stdout + stderr;
  world.search.hear(`garden ${command.args.join(" ")}`, output);
  const good = code === 0 && !/✖|Error deploying/.test(output);
  for (const namespace of command.covers)
    if (good && patched) world.model.covered.add(namespace);
    else if (!good) world.model.covered.delete(namespace);
  return {
    command,
    good,
    code,
    output: world.search.redact(output),
    wrong: await leftBehind(mark),
  };
}

/** What is wrong with a run that nothing was in the way of. */
export function wrongWithout(run: GardenRun): string[] {
  if (run.good) return [...run.wrong];
  const last = run.output.trimEnd().split("\n").slice(-25).join("\n    ");
  return [
    ...run.wrong,
    `garden ${run.command.args.join(" ")} failed (exit code ${String(run.code)}) with nothing in its way:\n    ${last}`,
  ];
}
