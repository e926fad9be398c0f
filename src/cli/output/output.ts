import { printableJson } from "../../config/printable.js";

/** Messages about the work, for people: on stderr. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Results, for people and programs: on stdout. Resolves when they are written. */
export async function write(text: string): Promise<void> {
  if (text === "") return;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** A result as JSON. */
export async function writeJson(value: unknown): Promise<void> {
  await write(`${printableJson(value)}\n`);
}
