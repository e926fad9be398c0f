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
  const told = new Set<string>();
  return failures.filter((failure) => {
    const image = imageOf(failure);
    if (failure.cause === "unknown" && failure.image !== null)
      if (explained.has(image)) return false;
    const { cause, remedy, credentialSent, message } = failure;
    const what = failure.image === null ? message : image;
    const key = JSON.stringify([what, cause, remedy, credentialSent]);
    if (told.has(key)) return false;
    told.add(key);
    return true;
  });
}

/** With its pod, where that is known: each pod has failures of its own. */
function imageOf(failure: AnyDiagnosis): string {
  const { pod = "", namespace = "" } =
    "pod" in failure ? failure : { pod: "", namespace: "" };
  return JSON.stringify([pod, namespace, failure.image]);
}
