import path from "node:path";
import { gardenEnvironment } from "../garden/process.js";
import { core, repository } from "../garden/project.js";
import { bundleRoot, gardenNode } from "../garden/under-test.js";
import { inTerminal, type Terminal } from "./terminal.js";

export interface GardenTerminalOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly patched: boolean;
  /** The Garden: npm Garden's folder, or the extracted root of a binary. */
  readonly from?: string;
}

/** Garden on a terminal, as users start it: with the patch through `garden-pull-secrets run`. */
export function gardenTerminal(
  args: readonly string[],
  { cwd, env, patched, from = bundleRoot ?? core }: GardenTerminalOptions,
): Terminal {
  const command = patched ? patchedCommand(from) : unpatchedCommand(from);
  return inTerminal([...command, ...args], {
    cwd,
    env: gardenEnvironment(env),
  });
}

function patchedCommand(from: string): string[] {
  const main = path.join(repository, "dist", "cli", "main.js");
  const node = from === core ? gardenNode : process.execPath;
  return [node, main, "run", "--garden", from, "--"];
}

function unpatchedCommand(from: string): string[] {
  if (from !== core) return [path.join(from, "garden")];
  const main = path.join(repository, "test", "garden", "unpatched-main.js");
  return [gardenNode, main, core];
}
