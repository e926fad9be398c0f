/** What a check came to. One that was skipped is no pass: its reason says what is not known. */
export type Verdict = "passed" | "warning" | "failed" | "skipped";

/** What was found out about one thing that a check looks at. */
export interface Finding {
  readonly verdict: Verdict;
  readonly reason: string;
  /** What to do; null where there is nothing to do. */
  readonly remedy: string | null;
}

export function passed(reason: string): Finding {
  return { verdict: "passed", reason, remedy: null };
}

export function skipped(reason: string): Finding {
  return { verdict: "skipped", reason, remedy: null };
}

export function warning(reason: string, remedy: string): Finding {
  return { verdict: "warning", reason, remedy };
}

export function failed(reason: string, remedy: string): Finding {
  return { verdict: "failed", reason, remedy };
}

/** A remedy that stands in the middle of others, as a sentence. */
export function asSentence(remedy: string): string {
  return `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}.`;
}
