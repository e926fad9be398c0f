import { execFile } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { cacheFolder, madeOnce } from "../garden/cache.js";

/** The Nodes that Garden runs on, with the Gardens whose binary has that Node inside. */
export const nodeVersions = {
  "20.20.2": "none: the Node of projects that install npm Garden",
  "21.1.0": "0.13.20 to 0.13.29",
  "21.7.3": "0.13.30",
  "22.2.0": "0.13.31 to 0.13.36",
  "22.6.0": "0.13.37 to 0.13.41",
  "22.9.0": "0.13.42 to 0.13.59, 0.14.0 to 0.14.3",
  "22.16.0": "0.13.60 to 0.13.63, 0.14.4",
  "22.17.0": "0.14.5 and newer",
  "22.17.1": "none: the last 22.17",
  "22.23.3": "none: the newest 22",
  "24.21.0": "none: the newest 24",
} as const;

/** The Node of a version, from npm's packages of Node binaries, kept in the cache folder. */
export async function nodeBinary(version: string): Promise<string> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = cacheFolder("nodes", `${name}-${version}`);
  await madeOnce(folder, async (draft) => {
    const installed = path.join(draft, "npm");
    mkdirSync(installed);
    await promisify(execFile)("npm", [
      ...["install", "--prefix", installed, "--silent"],
      ...["--ignore-scripts", "--no-save", "--no-package-lock"],
      `${name}@${version}`,
    ]);
    renameSync(
      path.join(installed, "node_modules", name, "bin", "node"),
      path.join(draft, "node"),
    );
    rmSync(installed, { recursive: true });
  });
  return path.join(folder, "node");
}
