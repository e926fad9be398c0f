import { createHash } from "node:crypto";
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { DeclaredNames, Found } from "./transform.js";

/** A file of Garden's as an earlier process found it. While size and time stay, so does what it declares. */
export interface KnownFile {
  readonly size: number;
  readonly mtimeMs: number;
  readonly found: readonly Found[];
}

/** Known files by their URL. */
export type KnownFiles = Readonly<Record<string, KnownFile>>;

/** Raised with every change to what such a file holds. */
const format = 2;

/** Where is kept what the files below `root` declare of these names. */
export function knownFilesPath(
  folder: string,
  root: string,
  names: DeclaredNames,
): string {
  const key = createHash("sha256")
    .update(JSON.stringify([format, root, names.replaced, names.read]))
    .digest("hex");
  return path.join(folder, `files-${key.slice(0, 16)}.json`);
}

/** What is known of Garden's files. Nothing where the file is missing, torn, or not ours: all is looked at again then. */
export function readKnownFiles(file: string, names: DeclaredNames): KnownFiles {
  try {
    const known = JSON.parse(readFileSync(file, "utf8")) as unknown;
    return isKnownFiles(known, [...names.replaced, ...names.read]) ? known : {};
  } catch {
    return {};
  }
}

/** Keeps what is known of Garden's files for later processes. Others may do so at the same time: readers see one whole
 *  file or the other. Where the folder can't be written to, nothing is kept. */
export function writeKnownFiles(file: string, known: KnownFiles): void {
  const draft = `${file}.${String(process.pid)}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(draft, JSON.stringify(known));
    renameSync(draft, file);
  } catch {
    discard(draft);
  }
}

function discard(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // There is no such folder.
  }
}

/** The file's size and time, by which it is known again; null where it can't be told. */
export function stampOf(url: string): Omit<KnownFile, "found"> | null {
  try {
    const { size, mtimeMs } = statSync(fileURLToPath(url));
    return { size, mtimeMs };
  } catch {
    return null;
  }
}

function isKnownFiles(
  value: unknown,
  names: readonly string[],
): value is KnownFiles {
  return (
    isRecord(value) &&
    Object.values(value).every(
      (file) =>
        isRecord(file) &&
        typeof file["size"] === "number" &&
        typeof file["mtimeMs"] === "number" &&
        Array.isArray(file["found"]) &&
        file["found"].every((entry) => isFound(entry, names)),
    )
  );
}

/** Spellings become code: nothing but names passes. */
function isFound(value: unknown, names: readonly string[]): boolean {
  return (
    isRecord(value) &&
    typeof value["name"] === "string" &&
    typeof value["spelling"] === "string" &&
    names.includes(value["name"]) &&
    value["spelling"].startsWith(value["name"]) &&
    /^(?:\$\d+)?$/.test(value["spelling"].slice(value["name"].length))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
