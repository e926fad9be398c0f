import { execFileSync, spawn } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gardenEnvironment } from "../garden/process.js";
import {
  core,
  project,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { bundleRoot, gardenNode } from "../garden/under-test.js";

/** How Garden is started: as it is, with the patch, or with hooks that do nothing instead of it. */
export type Variant = "unpatched" | "patched" | "register" | "registerHooks";

/** One way to start Garden, and all that it took: milliseconds, in the order of the rounds. */
export interface Timing {
  readonly variant: Variant;
  readonly milliseconds: readonly number[];
}

const emptyHooks = {
  register: `import { register } from "node:module"; register(${JSON.stringify(
    `data:text/javascript,${encodeURIComponent("export const load = (url, context, next) => next(url, context);")}`,
  )});`,
  registerHooks:
    'import { registerHooks } from "node:module"; registerHooks({ load: (url, context, next) => next(url, context) });',
};

interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts Garden with these arguments `rounds` times in each variant, in an order that turns with the rounds, in a
 *  project without a cluster; each variant has a compile cache of its own, filled beforehand. */
export async function measureStartup(
  args: readonly string[],
  variants: readonly Variant[],
  rounds: number,
): Promise<Timing[]> {
  const cwd = project({
    "project.garden.yml":
      "apiVersion: garden.io/v1\nkind: Project\nname: plain\nenvironments: [{ name: default }]\n",
  });
  const home = temporaryFolder();
  const timings = variants.map((variant) => ({
    variant,
    command: commandOf(variant, args, home),
    milliseconds: [] as number[],
  }));
  for (const { command } of timings) {
    await timeOf(command, cwd);
    await timeOf(command, cwd);
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < timings.length; turn++) {
      const timing = timings[(round + turn) % timings.length];
      timing?.milliseconds.push(await timeOf(timing.command, cwd));
    }
  }
  return timings.map(({ variant, milliseconds }) => ({
    variant,
    milliseconds,
  }));
}

function commandOf(
  variant: Variant,
  args: readonly string[],
  home: string,
): Command {
  const hook =
    variant === "register" || variant === "registerHooks"
      ? `--import=data:text/javascript,${encodeURIComponent(emptyHooks[variant])}`
      : null;
  const env = {
    HOME: home,
    GARDEN_COMPILE_CACHE: "false",
    NODE_COMPILE_CACHE: temporaryFolder(),
  };
  if (bundleRoot !== null) {
    const register = path.join(repository, "dist", "attach", "register.js");
    const own = `--import=${pathToFileURL(register).href}`;
    const option = variant === "patched" ? own : hook;
    return {
      program: path.join(bundleRoot, "garden"),
      args,
      env: { ...env, ...(option !== null && { NODE_OPTIONS: option }) },
    };
  }
  const given = variant === "patched" ? patchedMain : unpatchedMain();
  return {
    program: gardenNode,
    args: [...(hook === null ? [] : [hook]), ...given, ...args],
    // Garden's binary sets it; npm Garden finds its static files by it.
    env: { ...env, GARDEN_SEA_EXTRACTED_ROOT: repository },
  };
}

const patchedMain = [
  path.join(repository, "dist", "attach", "npm-garden-main.js"),
  core,
];

/** Where Node loads npm Garden as it is, without any hook; from Node 22 on, with those that make it load at all. */
function unpatchedMain(): string[] {
  const version = execFileSync(gardenNode, ["--version"], { encoding: "utf8" });
  const loads = Number(/^v(\d+)/.exec(version)?.[1]) < 22;
  return loads
    ? [path.join(repository, "test", "bundle", "entry.js")]
    : [path.join(repository, "test", "garden", "unpatched-main.js"), core];
}

async function timeOf(
  { program, args, env }: Command,
  cwd: string,
): Promise<number> {
  const started = performance.now();
  const child = spawn(program, [...args], {
    cwd,
    env: gardenEnvironment(env),
    stdio: "ignore",
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new Error(`${program} ended with ${String(code)}`);
  return performance.now() - started;
}
