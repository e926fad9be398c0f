import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { core, repository, temporaryFolder } from "./project.js";

/** Changes to sources, by their path below build/src. */
export type Changes = Readonly<Record<string, (source: string) => string>>;

/** A copy of npm Garden in which some sources differ. */
export function changedGarden(changes: Changes): string {
  const folder = temporaryFolder();
  const copy = path.join(folder, "core");
  execFileSync("cp", ["--archive", "--link", core, copy]);
  symlinkSync(
    path.join(repository, "node_modules"),
    path.join(folder, "node_modules"),
  );
  for (const [file, change] of Object.entries(changes)) {
    const target = path.join(copy, "build", "src", file);
    const source = readFileSync(target, "utf8");
    const changed = change(source);
    if (changed === source) throw new Error(`${file} was not changed`);
    rmSync(target);
    writeFileSync(target, changed);
  }
  return copy;
}
