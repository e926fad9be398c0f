import type { MarkKind } from "./marks.js";
import { notations } from "./notations.js";
import type { Witness } from "./said.js";

/** Where a secret can be, and a command that comes by there. */
export interface Place {
  readonly title: string;
  /** How it is written there. */
  readonly notations: Readonly<Record<string, (secret: string) => string>>;
  /** Marks that nothing tells from what may be said there. */
  readonly except?: readonly MarkKind[];
  /** What the command reads on stdin. */
  readonly input?: (hidden: string, turn: number) => string;
  /** Runs the command. In: the text with the secret in it; a number that is another one each time. */
  readonly run: (
    hidden: string,
    turn: number,
    witness: Witness,
  ) => void | Promise<void>;
  /** What was said, without what the user has asked for. */
  readonly unasked?: (said: string) => string;
}

/** A place for any text: a message, an answer, a log. */
export const anywhere = notations;

/** One of these, another one for each number. */
export function oneOf<T>(items: readonly [T, ...T[]], turn: number): T {
  return items[turn % items.length] ?? items[0];
}
