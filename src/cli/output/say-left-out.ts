import { printable } from "../../config/printable.js";
import type { NotShown } from "../../commands/not-shown.js";
import { groupBy } from "./group-by.js";
import type { LeftOutWord } from "../../commands/words.js";
import { say } from "./output.js";

/** Says what a command could not look at, and why, with a line for each reason. `word` says what was not done. */
export function sayLeftOut(
  word: LeftOutWord,
  notShown: readonly NotShown[],
): void {
  for (const group of groupBy(notShown, ({ reason }) => reason)) {
    const names = group.map(({ what }) => what).join(", ");
    say(printable(`${word.phrase}: ${names}: ${group[0].reason}`));
  }
}
