import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../..", import.meta.url));
export const core = path.join(repository, "node_modules", "@garden-io", "core");

/** Files by their path in the project. */
export type Files = Readonly<Record<string, string>>;

const folders: string[] = [];

/** A folder that `removeFolders` removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "garden-pull-secrets-test-"));
  folders.push(folder);
  return folder;
}

/** A folder that is removed when this process ends. */
export function lastingFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "garden-pull-secrets-test-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function removeFolders(): void {
  for (const folder of folders.splice(0))
    rmSync(folder, { recursive: true, force: true });
}

/** A Garden project of these files, in a git repository of its own. */
export function project(files: Files): string {
  const folder = path.join(temporaryFolder(), "project");
  mkdirSync(folder);
  return asRepository(folder, files);
}

/** A copy of an example, with `files` put over it. */
export function exampleProject(name: string, files: Files = {}): string {
  const folder = path.join(temporaryFolder(), name);
  cpSync(path.join(repository, "examples", name), folder, { recursive: true });
  return asRepository(folder, files);
}

function asRepository(folder: string, files: Files): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  return folder;
}

/** Every file below a folder, but git's own. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(
      (file) =>
        !file.startsWith(".git/") && statSync(path.join(folder, file)).isFile(),
    )
    .sort();
}
