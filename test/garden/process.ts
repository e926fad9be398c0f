import { spawn } from "node:child_process";
import { renameSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { core, repository, temporaryFolder } from "./project.js";
import { bundleRoot, gardenNode } from "./under-test.js";

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Start {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Is given what the process prints, as it comes. */
  readonly heard?: (text: string) => void;
  /** Ends the process. */
  readonly signal?: AbortSignal;
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
  start: Start,
): Promise<Ended> {
  return await program(gardenNode, args, start);
}

async function program(
  file: string,
  args: readonly string[],
  { cwd, env, stdin, heard, signal }: Start,
): Promise<Ended> {
  const child = spawn(file, [...args], {
    cwd,
    env: gardenEnvironment(env),
  });
  signal?.addEventListener("abort", () => child.kill("SIGTERM"));
  child.stdin.end(stdin ?? "");
  let stdout = "";
  let stderr = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => heard?.(text));
  child.stdout.on("data", (text: string) => (stdout += text));
  child.stderr.on("data", (text: string) => (stderr += text));
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** The arguments with which Node runs a TypeScript program of the tests, which holds Garden. It is compiled to a file
 *  of its own: with a loader for TypeScript in the process, the patch would not get in as it does for users. */
export function tsProgram(file: string): string[] {
  const built = path.join(repository, ".test-build", "garden");
  const program = path.join(built, file.replace(/\.ts$/, ".js"));
  const draft = `${program}.${String(process.pid)}`;
  buildSync({
    entryPoints: [path.join(repository, "test", "garden", file)],
    outfile: draft,
    bundle: true,
    packages: "external",
    external: ["../../dist/*"],
    format: "esm",
    platform: "node",
    target: "node20",
  });
  renameSync(draft, program);
  return [program];
}

/** Runs a TypeScript program of the tests to its end. */
export async function tsNode(
  file: string,
  args: readonly string[],
  start: Start,
): Promise<Ended> {
  const env = {
    ...start.env,
    ...(bundleRoot !== null && { GARDEN_SEA_EXTRACTED_ROOT: bundleRoot }),
  };
  return await node([...tsProgram(file), ...args], { ...start, env });
}

const main = path.join(repository, "dist", "cli", "main.js");

/** Our command line, as users get it. Where a bundle is tested, it stands in for npm Garden's folder. */
export async function cli(
  args: readonly string[],
  start: Start,
): Promise<Ended> {
  const root = bundleRoot;
  if (root === null) return await node([main, ...args], start);
  const given = args.map((arg) => (arg === core ? root : arg));
  return await program(process.execPath, [main, ...given], start);
}

/** Garden as it is. */
export async function unpatchedGarden(
  args: readonly string[],
  start: Start,
  from = bundleRoot ?? core,
): Promise<Ended> {
  if (bundleRoot !== null)
    return await program(path.join(from, "garden"), args, start);
  const unpatched = path.join(
    repository,
    "test",
    "garden",
    "unpatched-main.js",
  );
  return await node([unpatched, from, ...args], start);
}

/** Garden with the patch. */
export async function patchedGarden(
  args: readonly string[],
  start: Start,
  from = bundleRoot ?? core,
): Promise<Ended> {
  if (bundleRoot !== null)
    return await cli(["run", "--garden", from, "--", ...args], start);
  const patched = path.join(repository, "dist", "attach", "npm-garden-main.js");
  return await node([patched, from, ...args], start);
}
