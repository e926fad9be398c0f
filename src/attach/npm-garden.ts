import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What npm Garden's own packages export, as far as running its command line needs it. */
interface CliModule {
  GardenCli: new (options: { plugins: unknown[]; initLogger: boolean }) => {
    run(options: {
      args: string[];
      exitOnError: boolean;
    }): Promise<{ code: number; consoleOutput?: string }>;
    processRecord?: { pid: number };
  };
}
interface StoreModule {
  GlobalConfigStore: new () => {
    delete(section: string, key: string): Promise<void>;
  };
}

interface UtilModule {
  shutdown: (code: number) => Promise<void>;
}

/** The root of the modules of an `@garden-io/core` package folder, as a URL that ends in a slash. */
export function npmGardenRoot(core: string): string {
  return `${pathToFileURL(path.join(core, "build", "src")).href}/`;
}

/** Loads the command line of npm Garden, which has none of its own to start, into this process. `core` is the folder of
 *  the package `@garden-io/core`. On Node 22 and newer it needs the edits of npm-bridges.ts. */
export async function loadNpmGarden(core: string): Promise<CliModule> {
  return await withStaticFiles(
    core,
    async () => (await load(core, "cli/cli.js")) as CliModule,
  );
}

/** Runs the command line of npm Garden in this process, and ends the process with its exit code. */
export async function runNpmGarden(
  core: string,
  args: string[],
): Promise<void> {
  const { GardenCli } = await loadNpmGarden(core);
  const { GlobalConfigStore } = (await load(
    core,
    "config-store/global.js",
  )) as StoreModule;
  const { shutdown } = (await load(core, "util/util.js")) as UtilModule;
  const cli = new GardenCli({ plugins: [], initLogger: true });
  const { code, consoleOutput } = await cli.run({ args, exitOnError: false });
  if (consoleOutput !== undefined) console.log(consoleOutput);
  if (cli.processRecord) {
    await new GlobalConfigStore().delete(
      "activeProcesses",
      String(cli.processRecord.pid),
    );
  }
  await shutdown(code);
}

async function load(core: string, file: string): Promise<unknown> {
  return (await import(new URL(file, npmGardenRoot(core)).href)) as unknown;
}

/** Garden reads a JSON schema from a folder beside its package, which npm does not install. While Garden's modules
 *  load, a variable that its own binary sets points to ours; programs that Garden starts never see it. */
async function withStaticFiles<T>(
  core: string,
  load: () => Promise<T>,
): Promise<T> {
  const variable = "GARDEN_SEA_EXTRACTED_ROOT";
  if (
    process.env[variable] !== undefined ||
    existsSync(path.join(core, "..", "static", "kubernetes"))
  ) {
    return await load();
  }
  process.env[variable] = fileURLToPath(new URL("../..", import.meta.url));
  try {
    return await load();
  } finally {
    Reflect.deleteProperty(process.env, variable);
  }
}
