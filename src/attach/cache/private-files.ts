import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import path from "node:path";

/** Files in a folder that only this user can write to. Where there is no such thing as an owner (Windows), the folder of
 *  the user's profile is taken to be one. */

/** The file's text. Throws an Error where there is none, and where somebody else could have written it: the folder or the
 *  file is a link, belongs to another user, or may be written to by others. */
export function readPrivate(file: string): string {
  expectPrivate(lstatSync(path.dirname(file)), "isDirectory");
  const descriptor = openSync(file, readOnly);
  try {
    expectPrivate(fstatSync(descriptor), "isFile");
    return readFileSync(descriptor, "utf8");
  } finally {
    closeSync(descriptor);
  }
}

/** Writes the file, in a folder that is made where there is none, as is the one above it. Others may do so at the same time: readers see one whole
 *  file or the other. A link in its place is replaced, not followed. Throws an Error where that can't be done, or the
 *  folder is not this user's own. */
export function writePrivate(file: string, text: string): void {
  const folder = path.dirname(file);
  // One after the other: Node makes several at once in an endless loop where the system says ENOENT, as /proc does.
  for (const place of [path.dirname(folder), folder]) makeFolder(place);
  const found = lstatSync(folder);
  expectOwn(found, "isDirectory");
  if (hasOwners && (found.mode & 0o777) !== 0o700) chmodSync(folder, 0o700);
  // Of an earlier process of this number, if there is one.
  const draft = `${file}.${String(process.pid)}`;
  try {
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { flag: "wx", mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

const hasOwners = process.getuid !== undefined;

/** A link is refused, and what is no file does not make this process wait; Windows knows neither flag. */
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants as Partial<
  typeof constants
>;
const readOnly = (O_RDONLY ?? 0) | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);

type Kind = "isFile" | "isDirectory";

function expectOwn(stats: Stats, kind: Kind): void {
  if (!stats[kind]() || (hasOwners && stats.uid !== process.getuid?.()))
    throw new Error("it is not this user's own");
}

function expectPrivate(stats: Stats, kind: Kind): void {
  expectOwn(stats, kind);
  if (hasOwners && (stats.mode & 0o022) !== 0)
    throw new Error("others may write to it");
}
