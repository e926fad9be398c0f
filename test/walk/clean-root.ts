import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { binariesAreBuilt, cacheFolder } from "../cluster/binaries.js";
import { findProgram } from "../cluster/debian-packages.js";
import { repository } from "../garden/project.js";

/** A machine as somebody has it who has just cloned the repository: Node, npm and git, the system's own programs, an
 *  empty HOME, and no caches. */
export interface CleanRoot {
  readonly folder: string;
  /** The clone. */
  readonly repository: string;
  readonly env: NodeJS.ProcessEnv;
  readonly remove: () => void;
}

/** Where the system has its programs. */
const systemPath = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** How this machine gets to the network; the rest of the environment stays outside. */
const kept =
  /^(?:https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR))$/i;

export function makeCleanRoot(): CleanRoot {
  const folder = mkdtempSync(path.join(tmpdir(), "garden-pull-secrets-walk-"));
  const bin = path.join(folder, "bin");
  const home = path.join(folder, "home");
  for (const made of [bin, home]) mkdirSync(made);
  // Of caches only the cluster's programs are there: to build them takes minutes, once for each machine.
  mkdirSync(cacheFolder(), { recursive: true });
  const ownCache = path.join(home, ".cache", "garden-pull-secrets");
  mkdirSync(ownCache, { recursive: true });
  symlinkSync(cacheFolder(), path.join(ownCache, "cluster"));
  const builder = binariesAreBuilt() ? [] : ["go"];
  for (const program of ["node", "npm", "npx", "git", ...builder]) {
    const file = findProgram(program);
    if (file === undefined) throw new Error(`There is no ${program} in PATH.`);
    symlinkSync(realpathSync(file), path.join(bin, program));
  }
  const clone = path.join(folder, "garden-pull-secrets");
  execFileSync("git", [
    "clone",
    "--quiet",
    "--no-hardlinks",
    repository,
    clone,
  ]);
  const inherited = Object.entries(process.env).filter(([name]) =>
    kept.test(name),
  );
  return {
    folder,
    repository: clone,
    env: {
      ...Object.fromEntries(inherited),
      PATH: [bin, ...systemPath].join(path.delimiter),
      HOME: home,
      LANG: "C.UTF-8",
      NO_COLOR: "true",
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
