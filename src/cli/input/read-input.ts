import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
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
    text: fromOutside(await text(process.stdin)),
  };
}

/** A file, or standard input where it is `-`. Throws an Error, with what to give instead, where it can't be read. */
export async function readInput(file: string, advice: string): Promise<Input> {
  if (file === "-") return await readStdin();
  try {
    return { name: file, text: fromOutside(await readFile(file, "utf8")) };
  } catch (error) {
    const { code = "it can't be read" } = error as NodeJS.ErrnoException;
    throw new Error(`${file}: ${reasons[code] ?? code}. ${advice}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EISDIR: "this is a folder",
  EACCES: "you may not read it",
};
