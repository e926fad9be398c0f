import { words } from "../src/commands/words.js";
import { table, withBlock } from "./generated-block.js";

/** docs/command-line.md with the table of what is not there, not known, not covered or skipped as it is now. Throws where
 *  its markers are gone. */
export async function withWords(page: string): Promise<string> {
  const rows = Object.values(words).map(
    ({ absence, phrase, by, meaning, exitCode }) => [
      absence,
      `\`${phrase}\``,
      by.map((command) => `\`${command}\``).join(", "),
      meaning,
      exitCode,
    ],
  );
  return await withBlock(page, {
    name: "words",
    madeBy: "npm run docs",
    body: table([
      ["What it is", "Words", "Said by", "Meaning", "Exit code"],
      ...rows,
    ]),
  });
}
