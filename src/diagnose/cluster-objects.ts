import { diagnose, type Diagnosis } from "./diagnose.js";
import { asJson, asText, type Json } from "./json.js";
import { failuresIn, saysNothing } from "./pod-failures.js";

/** What the objects of these kinds say of failed pulls. */
export const explainedKinds = ["Pod", "Event"] as const;

/** Events that tell of a pull (kubelet, pkg/kubelet/events). `FailedSync` told so up to Kubernetes 1.6. */
const pullEvents = new Set([
  "Failed",
  "BackOff",
  "FailedToRetrieveImagePullSecret",
  "ErrImageNeverPull",
  "InspectFailed",
  "FailedCreatePodSandBox",
  "FailedSync",
]);

/** Says why images could not be pulled. In: pods and events, as the API server returns them, in any mix. Out: one
 *  diagnosis for each different message of a failed pull; nothing for what is well or fails for another reason. An event
 *  that only repeats that a pull failed is left out where its pod says why. */
export function diagnoseObjects(objects: readonly unknown[]): Diagnosis[] {
  const found = objects.flatMap((object) => {
    const read = asJson(object);
    if (read["kind"] === "Pod") return inPod(read);
    return read["kind"] === "Event" ? inEvent(read) : [];
  });
  const explained = new Set(
    found
      .filter(({ diagnosis }) => diagnosis.cause !== "unknown")
      .map(({ pod }) => pod),
  );
  const seen = new Set<string>();
  return found
    .filter(
      ({ pod, diagnosis }) => !(saysNothing(diagnosis) && explained.has(pod)),
    )
    .map(({ diagnosis }) => diagnosis)
    .filter(({ message, image }) => {
      const key = JSON.stringify([message, image]);
      return seen.has(key) ? false : seen.add(key);
    });
}

interface Found {
  /** Namespace and name. */
  readonly pod: string;
  readonly diagnosis: Diagnosis;
}

function inPod(pod: Json): Found[] {
  const name = podName(asJson(pod["metadata"]));
  return failuresIn(pod).map(({ diagnosis }) => ({ pod: name, diagnosis }));
}

/** `Event` of v1 and of events.k8s.io/v1, which calls its fields otherwise. */
function inEvent(event: Json): Found[] {
  const about = asJson(event["involvedObject"] ?? event["regarding"]);
  const reason = asText(event["reason"]);
  if (about["kind"] !== "Pod" || !pullEvents.has(reason)) return [];
  return failure(podName(about), asText(event["message"] ?? event["note"]));
}

function failure(pod: string, text: string): Found[] {
  const diagnosis = diagnose(text);
  return diagnosis.cause === "not-a-pull-failure" ? [] : [{ pod, diagnosis }];
}

function podName(metadata: Json): string {
  return `${asText(metadata["namespace"])}/${asText(metadata["name"])}`;
}
