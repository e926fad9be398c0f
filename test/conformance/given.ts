import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { GardenInstallation } from "../../src/cli/start/find-garden.js";

/** The Garden that was given. */
export interface Given {
  /** As it was given. */
  readonly garden: string;
  readonly installation: GardenInstallation;
}

/** The folder of its modules; null for a binary that has not been extracted. */
export function modulesOf({
  installation,
}: Pick<Given, "installation">): string | null {
  if (installation.kind === "npm")
    return path.join(installation.core, "build", "src");
  const root = path.dirname(realpathSync(installation.binary));
  const folder = path.join(root, "rollup");
  return existsSync(path.join(folder, "garden.mjs")) ? folder : null;
}
