import { docsOf, type CheckRow } from "./check-row.js";
import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import { anonymousHeadroom, headroom } from "./headroom-checks.js";
import { imagePull, imageSecret } from "./image-checks.js";
import { imageUses, type ImageUse } from "./image-uses.js";
import { loginAccepted, loginExpiry } from "./login-checks.js";
import { secretBuilders } from "./reader-checks.js";
import {
  secretCopy,
  secretEntries,
  secretExists,
  secretParses,
  secretType,
} from "./secret-checks.js";
import type { Finding } from "./verdict.js";

/** Every check, in the order in which users read them. */
export const checks: readonly CheckRow[] = [
  secretExists,
  secretType,
  secretParses,
  secretEntries,
  secretBuilders,
  secretCopy,
  loginExpiry,
  loginAccepted,
  headroom,
  anonymousHeadroom,
  imageSecret,
  imagePull,
];

/** What a check found out about one thing, as `check -o json` prints it. */
export interface Check extends Finding {
  readonly id: string;
  readonly subject: string;
  /** The expected state of the subject, as a sentence. */
  readonly expected: string;
  readonly docs: string;
}

/** Carries out all checks. `answers` is null where registries are left alone; `uses` are those of the facts. */
export function checksOf(
  facts: ProjectFacts,
  answers: RegistryAnswers | null,
  now: Date,
  uses: readonly ImageUse[] = imageUses(facts, now),
): Check[] {
  const input = { facts, uses, answers, now };
  return checks.flatMap((row) =>
    row.find(input).map(({ subject, ...finding }) => ({
      id: row.id,
      subject,
      expected: row.expected(subject),
      ...finding,
      docs: docsOf(row),
    })),
  );
}
