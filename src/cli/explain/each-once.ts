import type { PodDiagnosis } from "../../diagnose/cluster-objects.js";
import type { Diagnosis } from "../../diagnose/diagnose.js";

type AnyDiagnosis = Diagnosis | PodDiagnosis;

export function isFailure({ cause }: Diagnosis): boolean {
  return cause !== "not-a-pull-failure";
}

/** The failures without those that say nothing new: what a log repeats, and back-offs of an image whose failure is
 *  explained by another message. */
export function eachOnce<T extends AnyDiagnosis>(failures: readonly T[]): T[] {
  const explained = new Set(
    failures.filter(({ cause }) => cause !== "unknown").map(imageOf),
  );
  const shown = new Set<string>();
  return failures.filter((failure) => {
    const image = imageOf(failure);
    const { cause, remedy, credentialSent, message } = failure;
    const isNamed = failure.image !== null;
    if (cause === "unknown" && isNamed && explained.has(image)) return false;
    const what = isNamed ? image : message;
    const key = JSON.stringify([what, cause, remedy, credentialSent]);
    if (shown.has(key)) return false;
    shown.add(key);
    return true;
  });
}

/** With its pod, where that is known: each pod has failures of its own. */
function imageOf(failure: AnyDiagnosis): string {
  const { pod, namespace } =
    "pod" in failure ? failure : { pod: null, namespace: null };
  return JSON.stringify([pod, namespace, failure.image]);
}
