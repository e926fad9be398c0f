import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { fromOutside, type Outside } from "../../config/outside.js";

/** What a user has given, and what errors call it. */
export interface Input {
  readonly name: string;
  readonly text: Outside;
}

/** All of standard input. */
export async function readStdin(): Promise<Input> {
  return {
    name: "standard input",
    text: textIn(await buffer(process.stdin)),
  };
}

/** A file, or standard input where it is `-`. Throws an Error, with what to give instead, where it can't be read. */
export async function readInput(file: string, advice: string): Promise<Input> {
  if (file === "-") return await readStdin();
  try {
    return { name: file, text: textIn(await readFile(file)) };
  } catch (error) {
    const { code = "it can't be read" } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: ${reasons[code] ?? code}. ${advice}`);
  }
}

/** Windows PowerShell 5.1 writes UTF-16 behind `>`, and begins it with a byte order mark
 *  (https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_character_encoding). */
function textIn(bytes: Buffer): Outside {
  const mark = bytes.toString("hex", 0, 2);
  const decoder = new TextDecoder(utf16[mark] ?? "utf-8");
  return fromOutside(decoder.decode(bytes));
}

/** By its byte order mark. */
const utf16: Readonly<Record<string, string>> = {
  fffe: "utf-16le",
  feff: "utf-16be",
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "this is a folder",
  EACCES: "you may not read it",
};
