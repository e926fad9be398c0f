import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A copy of an example, in a git repository of its own, as Garden wants its projects; and a HOME for Garden. */
export interface ExampleCopy {
  readonly project: string;
  readonly home: string;
  readonly remove: () => void;
}

/** Copies `examples/<name>` into a temporary folder: nothing is written into the example itself. */
export function copyExample(name: string): ExampleCopy {
  const folder = mkdtempSync(path.join(tmpdir(), "garden-pull-secrets-"));
  const project = path.join(folder, name);
  const home = path.join(folder, "home");
  cpSync(
    fileURLToPath(new URL(`../examples/${name}`, import.meta.url)),
    project,
    {
      recursive: true,
      filter: (source) => path.basename(source) !== ".garden",
    },
  );
  execFileSync("git", ["init", "--quiet"], { cwd: project });
  return {
    project,
    home,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
