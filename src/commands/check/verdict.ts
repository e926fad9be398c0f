/** What a check came to. One that was skipped is no pass: its reason says what is not known. */
export type Verdict = "passed" | "warning" | "failed" | "skipped";

/** The checks by their ids: each has a section of that name in docs/checks.md. */
export const checkIds = [
  "secret-exists",
  "secret-type",
  "secret-parses",
  "secret-entries",
  "secret-copy",
  "login-expiry",
  "login-accepted",
  "headroom",
  "anonymous-headroom",
  "image-secret",
  "image-pull",
] as const;

export type CheckId = (typeof checkIds)[number];

/** What was found out about one wish. */
export interface Check {
  readonly id: CheckId;
  /** The wished state, as a sentence. */
  readonly wished: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** What to do; null where there is nothing to do. */
  readonly remedy: string | null;
}

/** A verdict about a wish that is known already. */
export type Finding = Omit<Check, "id" | "wished">;

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
