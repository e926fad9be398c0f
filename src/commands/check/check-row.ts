import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import type { ImageUse } from "./image-uses.js";
import type { Finding } from "./verdict.js";

/** All that checks look at. `answers` is null where registries are left alone. */
export interface CheckInput {
  readonly facts: ProjectFacts;
  readonly uses: readonly ImageUse[];
  readonly answers: RegistryAnswers | null;
  readonly now: Date;
}

/** What was found out about one thing, which the subject names. */
export interface Found extends Finding {
  readonly subject: string;
}

/** A check as data, and the function that carries it out. docs/checks.md lists the rows. */
export interface CheckRow {
  /** Also its section in docs/checks.md. */
  readonly id: string;
  /** How the things that it looks at are named, with capitals for what differs. */
  readonly subject: string;
  /** What is expected of one of them, as a sentence. */
  readonly expected: (subject: string) => string;
  /** What was found out about each of them. */
  readonly find: (input: CheckInput) => readonly Found[];
}

/** Where a check is described, as a command line that leads there. */
export function docsOf({ id }: Pick<CheckRow, "id">): string {
  return `garden-pull-secrets docs checks ${id}`;
}
