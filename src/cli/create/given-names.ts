import { isName, nameRules } from "../../config/name-rules.js";
import { describeName } from "../../config/problems.js";
import { UsageError } from "../usage-error.js";
import type { CreateOptions } from "./ask-create.js";

/** Throws UsageError where Kubernetes does not take a name that the command line gives. */
export function refuseWrongNames(
  options: Pick<CreateOptions, "name" | "namespace">,
): void {
  const problems = (["name", "namespace"] as const).flatMap((field) => {
    const given = options[field];
    const rule = nameRules[field];
    return given === undefined || isName(given, rule)
      ? []
      : [`--${field}: ${describeName(given, rule)}`];
  });
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
}
