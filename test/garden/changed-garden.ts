import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { changedBundle, type Changes } from "../bundle/bundle.js";
import { chunkOf } from "../bundle/chunks.js";

import { core, repository, temporaryFolder } from "./project.js";
import { bundleRoot } from "./under-test.js";

/** Where a source lies in the Garden that is tested, as messages name it. */
export function moduleOf(file: string): string {
  return bundleRoot === null ? file : chunkOf(bundleRoot, file);
}

/** A copy of Garden in which some sources differ; in a bundle, each with all of its chunk. */
export function changedGarden(changes: Changes): string {
  if (bundleRoot !== null) return changedBundle(bundleRoot, changes);
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
