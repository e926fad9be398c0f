import type { SourceEdit } from "./npm-bridges.js";
import { appendSeams, type DeclaredNames } from "./transform.js";

/** What the drivers need to know, in this thread or another: plain data. */
export interface PatchData {
  /** Garden's modules are the files below this URL. */
  readonly root: string;
  readonly names: DeclaredNames;
  readonly edits: readonly SourceEdit[];
  /** The URL, without a query, of the module that proves that a driver works. */
  readonly probe: string;
}

/** The source that is to run in place of a module's own, or null where that is to run as it is. */
export function patchedSource(
  data: PatchData,
  url: string,
  source: string | NodeJS.ArrayBufferView,
): string | null {
  if (url.startsWith(data.probe))
    return `${textOf(source)}\nprobed = () => true;\n`;
  if (!url.startsWith(data.root) || !/\.m?js$/.test(url)) return null;
  const text = textOf(source);
  const edited = data.edits
    .filter(({ file }) => url === data.root + file)
    .reduce((result, { from, to }) => result.replace(from, to), text);
  return appendSeams(edited, data.names) ?? (edited === text ? null : edited);
}

function textOf(source: string | NodeJS.ArrayBufferView): string {
  return typeof source === "string" ? source : new TextDecoder().decode(source);
}
