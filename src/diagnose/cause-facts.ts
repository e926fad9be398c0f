import type { Subject } from "./subject.js";

/** What is to be said of a cause. */
export interface CauseFacts {
  /** The cause as a sentence. */
  readonly sentence: string;
  /** The one thing to do. */
  readonly remedy: (subject: Subject) => string;
  /** Whether time can cure it; a number is for how many seconds. null: the message doesn't say. */
  readonly waits: boolean | number | null;
  /** How far a pull got that ended so, for pulls that were tried with several credentials. */
  readonly stage: number;
}
