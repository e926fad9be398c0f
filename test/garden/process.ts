import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { core, repository, temporaryFolder } from "./project.js";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Start {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** The environment of every process that holds Garden: a HOME of its own, nothing reported, nothing looked up. */
export function gardenEnvironment(
  env: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  return {
    PATH: process.env["PATH"],
    HOME: temporaryFolder(),
    GARDEN_DISABLE_ANALYTICS: "true",
    GARDEN_DISABLE_VERSION_CHECK: "true",
    NO_COLOR: "true",
    ...(process.env["NODE_V8_COVERAGE"] !== undefined && {
      NODE_V8_COVERAGE: process.env["NODE_V8_COVERAGE"],
    }),
    ...env,
  };
}

/** Runs a Node program to its end. */
export async function node(
  args: readonly string[],
  { cwd, env, stdin }: Start,
): Promise<Ended> {
  const child = spawn(process.execPath, [...args], {
    cwd,
    env: gardenEnvironment(env),
  });
  child.stdin.end(stdin ?? "");
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** Runs a TypeScript program of the tests, which holds Garden, to its end. */
export async function tsNode(
  file: string,
  args: readonly string[],
  start: Start,
): Promise<Ended> {
  const loader = createRequire(import.meta.url).resolve("tsx");
  return await node(
    [
      "--import",
      pathToFileURL(loader).href,
      path.join(repository, "test", "garden", file),
      ...args,
    ],
    start,
  );
}

/** Our command line, as users get it. */
export async function cli(
  args: readonly string[],
  start: Start,
): Promise<Ended> {
  return await node(
    [path.join(repository, "dist", "cli", "main.js"), ...args],
    start,
  );
}

/** Npm Garden as it is. */
export async function unpatchedGarden(
  args: readonly string[],
  start: Start,
  from = core,
): Promise<Ended> {
  return await node(
    [
      path.join(repository, "test", "garden", "unpatched-main.js"),
      from,
      ...args,
    ],
    start,
  );
}

/** Npm Garden with the patch. */
export async function patchedGarden(
  args: readonly string[],
  start: Start,
  from = core,
): Promise<Ended> {
  return await node(
    [
      path.join(repository, "dist", "attach", "npm-garden-main.js"),
      from,
      ...args,
    ],
    start,
  );
}
