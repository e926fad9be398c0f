import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readPrivate, writePrivate } from "./private-files.js";
import type { DeclaredNames, Found } from "../drivers/transform.js";
import { isRecord } from "../../config/is-record.js";

/** By what a file is known again: a file that was written to or replaced differs in one of them. */
interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

/** A file of Garden's as an earlier process found it. */
export interface KnownFile extends FileStamp {
  readonly found: readonly Found[];
}

/** Known files by their URL. */
export type KnownFiles = Readonly<Record<string, KnownFile>>;

/** Raised with every change to what such a file holds. */
const format = 3;

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

/** What was kept of the files below `root`, as it was kept; believed-files.ts checks whether it is still so. Empty where the
 *  file is missing, torn, altered, or could be somebody else's: all is looked at again then. */
export function readKnownFiles(
  file: string,
  root: string,
  names: DeclaredNames,
): KnownFiles {
  try {
    const [sum, text = ""] = readPrivate(file).split("\n");
    if (sum !== sumOf(text)) return {};
    const known = JSON.parse(text) as unknown;
    return isKnownFiles(known, root, [...names.replaced, ...names.read])
      ? known
      : {};
  } catch {
    return {};
  }
}

/** Keeps what is known of Garden's files for later processes. Where that can't be done, nothing is kept. */
export function writeKnownFiles(file: string, known: KnownFiles): void {
  const text = JSON.stringify(known);
  try {
    writePrivate(file, `${sumOf(text)}\n${text}`);
  } catch {
    // Later processes look at Garden's files again, as this one did.
  }
}

/** An entry that lost something would keep the patch from a function: what is not as it was written is not believed. */
function sumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The file's stamp; null where it can't be read. */
export function stampOf(url: string): FileStamp | null {
  try {
    const { size, mtimeMs, ctimeMs } = statSync(fileURLToPath(url));
    return { size, mtimeMs, ctimeMs };
  } catch {
    return null;
  }
}

function isKnownFiles(
  value: unknown,
  root: string,
  names: readonly string[],
): value is KnownFiles {
  return (
    isRecord(value) &&
    Object.entries(value).every(
      ([url, file]) =>
        url.startsWith(root) &&
        isRecord(file) &&
        ["size", "mtimeMs", "ctimeMs"].every(
          (key) => typeof file[key] === "number",
        ) &&
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
    Number.isSafeInteger(value["at"]) &&
    names.includes(value["name"]) &&
    value["spelling"].startsWith(value["name"]) &&
    /^(?:\$\d+)?$/.test(value["spelling"].slice(value["name"].length))
  );
}
