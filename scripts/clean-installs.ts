import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The package, installed in one way. */
export interface Installed {
  /** The way, as users type it. */
  readonly way: string;
  readonly seconds: number;
  /** Packages that came with it, by their folders below `node_modules`. */
  readonly dependencies: readonly string[];
  /** Runs `garden-pull-secrets` as it got there. */
  readonly run: (args: readonly string[], cwd?: string) => Ended;
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const name = "garden-pull-secrets";

/** Installs a tarball in every way that npm has, each with a prefix, a cache and a HOME of its own below `folder`.
 *  Throws where npm fails. */
export function installEverywhere(
  folder: string,
  tarball: string,
): Installed[] {
  return [globally, locally, byNpx].map((install, index) => {
    const own = path.join(folder, String(index));
    mkdirSync(path.join(own, "home"), { recursive: true });
    return install(own, tarball);
  });
}

function globally(folder: string, tarball: string): Installed {
  const prefix = path.join(folder, "prefix");
  const seconds = npm(folder, [
    "install",
    "--global",
    "--prefix",
    prefix,
    tarball,
  ]);
  const bin = path.join(prefix, "bin", name);
  return {
    way: "npm install --global",
    seconds,
    dependencies: packagesBelow(
      path.join(prefix, "lib", "node_modules", name, "node_modules"),
    ),
    run: (args, cwd = folder) => program(folder, bin, args, cwd),
  };
}

function locally(folder: string, tarball: string): Installed {
  const project = path.join(folder, "project");
  mkdirSync(project);
  writeFileSync(path.join(project, "package.json"), '{ "private": true }\n');
  const seconds = npm(project, ["install", tarball], folder);
  const modules = path.join(project, "node_modules");
  return {
    way: "npm install",
    seconds,
    dependencies: packagesBelow(modules).filter((each) => each !== name),
    run: (args, cwd = project) =>
      program(folder, path.join(modules, ".bin", name), args, cwd),
  };
}

/** The time is that of a first `npx`, which runs the program as well. */
function byNpx(folder: string, tarball: string): Installed {
  const npx = ["exec", "--yes", `--package=${tarball}`, "--", name];
  const seconds = npm(folder, [...npx, "--version"]);
  const [made = ""] = readdirSync(path.join(folder, "cache", "_npx"));
  const modules = path.join(folder, "cache", "_npx", made, "node_modules");
  return {
    way: "npx",
    seconds,
    dependencies: packagesBelow(modules).filter((each) => each !== name),
    run: (args, cwd = folder) => program(folder, "npm", [...npx, ...args], cwd),
  };
}

/** Runs npm to its good end and returns how long it took, in seconds. */
function npm(cwd: string, args: readonly string[], folder = cwd): number {
  const started = performance.now();
  const { code, stdout, stderr } = program(folder, "npm", args, cwd);
  if (code !== 0) throw new Error(`npm ${args.join(" ")}:\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}

function program(
  folder: string,
  file: string,
  args: readonly string[],
  cwd: string,
): Ended {
  const { status, stdout, stderr, error } = spawnSync(file, [...args], {
    cwd,
    encoding: "utf8",
    env: cleanEnvironment(folder),
  });
  if (error !== undefined) throw error;
  return { code: status, stdout, stderr };
}

/** Without what `npm run` tells its children; npm's own settings of this user, such as a registry, stay. */
function cleanEnvironment(folder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([key]) => !/^(?:npm_|NODE_OPTIONS$|INIT_CWD$)/.test(key),
  );
  const userConfig = process.env["npm_config_userconfig"];
  const home = process.env["HOME"] ?? "";
  return {
    ...Object.fromEntries(inherited),
    PATH: (process.env["PATH"] ?? "")
      .split(path.delimiter)
      .filter((part) => !part.includes("node_modules"))
      .join(path.delimiter),
    HOME: path.join(folder, "home"),
    npm_config_userconfig: userConfig ?? path.join(home, ".npmrc"),
    npm_config_cache: path.join(folder, "cache"),
    npm_config_update_notifier: "false",
    GARDEN_DISABLE_ANALYTICS: "true",
    GARDEN_DISABLE_VERSION_CHECK: "true",
    NO_COLOR: "true",
  };
}

/** Every package below a `node_modules`, nested ones included. */
function packagesBelow(modules: string): string[] {
  return readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter(
      (file) => isPackage.test(file) && existsSync(path.join(modules, file)),
    )
    .map((file) => path.dirname(file))
    .sort();
}

/** `package.json` right in a package's folder: some packages hold more of them, for their parts. */
const isPackage =
  /^(?:(?:@[^/]+\/)?[^/@]+\/node_modules\/)*(?:@[^/]+\/)?[^/@]+\/package\.json$/;
