import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import { headroomChecks } from "./headroom-checks.js";
import { imageChecks } from "./image-checks.js";
import { imageUses } from "./image-uses.js";
import { loginChecks } from "./login-checks.js";
import { copyChecks, secretChecks } from "./secret-checks.js";
import type { Check } from "./verdict.js";

/** All checks of a project. `answers` is null where registries are left alone. */
export function checksOf(
  facts: ProjectFacts,
  answers: RegistryAnswers | null,
  now: Date,
): Check[] {
  const uses = imageUses(facts);
  return [
    ...secretChecks(facts.sources),
    ...copyChecks(facts.copies),
    ...loginChecks(facts, uses, answers, now),
    ...headroomChecks(facts, uses, answers),
    ...imageChecks(uses, answers),
  ];
}
