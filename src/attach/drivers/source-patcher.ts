import { writeDebugCopy } from "./debug-copy.js";
import {
  stampOf,
  type KnownFile,
  type KnownFiles,
} from "../cache/known-files.js";
import type { SourceEdit } from "../npm-bridges.js";
import {
  findSeams,
  mainCode,
  seamCode,
  type DeclaredNames,
  type Found,
} from "./transform.js";

/** What the drivers need to know, in this thread or another: plain data. */
export interface PatchData {
  /** Garden's modules are the files below this URL. */
  readonly root: string;
  /** The URL of the one that runs first. */
  readonly main: string;
  readonly names: DeclaredNames;
  readonly edits: readonly SourceEdit[];
  /** The URL, without a query, of the module that proves that a driver works. */
  readonly probe: string;
  /** What need not be looked for again; null where files are so small that it is not worth remembering. */
  readonly known: KnownFiles | null;
  /** Where changed sources are written to as well, or null. */
  readonly debug: string | null;
}

/** Takes what was found in a file that was not known. */
export type Learn = (url: string, file: KnownFile) => void;

type Source = string | NodeJS.ArrayBufferView;

/** The source that is to run in place of a module's own, or null where that is to run as it is. */
export function patchedSource(
  data: PatchData,
  url: string,
  source: Source,
  learn: Learn,
): string | Buffer | null {
  if (isProbe(data, url)) return `${textOf(source)}\nprobed = () => true;\n`;
  if (!url.startsWith(data.root) || !/\.m?js$/.test(url)) return null;
  const code = codeFor(data, url, seamsOf(data, url, source, learn));
  const edits = data.edits.filter(({ file }) => url === data.root + file);
  if (code === "" && edits.length === 0) return null;
  const patched = appended(edited(source, edits), code);
  if (data.debug !== null) writeDebugCopy(data.debug, data.root, url, patched);
  return patched;
}

/** All that a file of Garden's is to have behind its own source, where that is known without a look at it; else empty. */
export function knownCode(data: PatchData, url: string): string {
  const entry = data.known?.[url];
  const isRead = data.debug !== null || data.edits.length > 0;
  return entry && !isRead ? codeFor(data, url, entry.found) : "";
}

function codeFor(
  { main, names }: PatchData,
  url: string,
  found: readonly Found[],
): string {
  return seamCode(found, names) + (url === main ? mainCode : "");
}

/** Other loaders make modules of their own of it, which have more in their query. */
function isProbe({ probe }: PatchData, url: string): boolean {
  return (
    url.startsWith(probe) && /^(?:\?way=[\w-]+)?$/.test(url.slice(probe.length))
  );
}

function seamsOf(
  { known, names }: PatchData,
  url: string,
  source: Source,
  learn: Learn,
): readonly Found[] {
  if (known === null) return findSeams(textOf(source), names);
  const entry = known[url];
  if (entry) return entry.found;
  // A character a byte: a place in the text is one in the file, and it is read in half the time.
  const bytes = bytesOf(source);
  const found = findSeams(bytes.toString("latin1"), names);
  const stamp = stampOf(url);
  if (stamp?.size === bytes.length) learn(url, { ...stamp, found });
  return found;
}

function edited(source: Source, edits: readonly SourceEdit[]): Source {
  if (edits.length === 0) return source;
  return edits.reduce(
    (text, { from, to }) => text.replace(from, to),
    textOf(source),
  );
}

/** Bytes stay bytes: decoding megabytes to append a line takes longer than the rest. */
function appended(source: Source, code: string): string | Buffer {
  if (typeof source === "string") return source + code;
  return Buffer.concat([bytesOf(source), Buffer.from(code)]);
}

function bytesOf(source: Source): Buffer {
  return typeof source === "string"
    ? Buffer.from(source)
    : Buffer.from(source.buffer, source.byteOffset, source.byteLength);
}

function textOf(source: Source): string {
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}
