import { diagnose, type Diagnosis } from "./diagnose.js";
import { asJson, asName, asText, asWord, type Json } from "./json.js";
import { failuresIn, namespaceOf, saysNothing } from "./pod-failures.js";

/** What the objects of these kinds say of failed pulls. */
export const explainedKinds = ["Pod", "Event"] as const;

/** Events that report a pull (kubelet, pkg/kubelet/events). `FailedSync` did so up to Kubernetes 1.6. */
const pullEvents = new Set([
  "Failed",
  "BackOff",
  "FailedToRetrieveImagePullSecret",
  "ErrImageNeverPull",
  "InspectFailed",
  "FailedCreatePodSandBox",
  "FailedSync",
]);

/** Those that report nothing else. A `Failed` may be of a container that could not be created. */
const onlyPullEvents = new Set([
  "FailedToRetrieveImagePullSecret",
  "ErrImageNeverPull",
  "InspectFailed",
]);

/** A failed pull, and the pod that waits for it. */
export interface PodDiagnosis extends Diagnosis {
  readonly namespace: string;
  readonly pod: string;
}

/** Says why images could not be pulled. In: pods and events, as the API server returns them, in any mix. Out: one
 *  diagnosis for each different message of a failed pull of each pod; nothing for what is well or fails for another
 *  reason. An event that only repeats that a pull failed is left out where its pod says why. */
export function diagnoseObjects(objects: readonly unknown[]): PodDiagnosis[] {
  return different(
    foundIn(objects).map(withPod),
    ({ namespace, pod, message, image }) => [namespace, pod, message, image],
  );
}

/** Says why the pods that wait for an image do, pod by pod. Events of other pods are not looked at: they are of the past.
 *  In and out as in `diagnoseObjects`. */
export function diagnosePods(objects: readonly unknown[]): PodDiagnosis[] {
  const waiting = new Set(
    objects
      .map(asJson)
      .filter(({ kind }) => kind === "Pod")
      .flatMap(inPod)
      .map(podKey),
  );
  const found = foundIn(objects)
    .filter((each) => waiting.has(podKey(each)))
    .map(withPod);
  return different(found, ({ namespace, pod, cause, image }) => [
    namespace,
    pod,
    cause,
    image,
  ]);
}

function foundIn(objects: readonly unknown[]): Found[] {
  const found = objects.flatMap((object) => {
    const read = asJson(object);
    if (read["kind"] === "Pod") return inPod(read);
    return read["kind"] === "Event" ? inEvent(read) : [];
  });
  const explained = new Set(
    found.filter(({ diagnosis }) => diagnosis.cause !== "unknown").map(podKey),
  );
  return found.filter(
    (each) => !(saysNothing(each.diagnosis) && explained.has(podKey(each))),
  );
}

/** The first of those that have the same key. */
function different<T>(
  list: readonly T[],
  key: (item: T) => readonly unknown[],
): T[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const id = JSON.stringify(key(item));
    return seen.has(id) ? false : seen.add(id);
  });
}

interface Found {
  readonly namespace: string;
  readonly pod: string;
  readonly diagnosis: Diagnosis;
}

function withPod({ namespace, pod, diagnosis }: Found): PodDiagnosis {
  return { namespace, pod, ...diagnosis };
}

function podKey({ namespace, pod }: Found): string {
  return `${namespace}/${pod}`;
}

function inPod(pod: Json): Found[] {
  const place = placeOf(asJson(pod["metadata"]));
  return failuresIn(pod).map(({ diagnosis }) => ({ ...place, diagnosis }));
}

/** `Event` of v1 and of events.k8s.io/v1, which calls its fields otherwise. */
function inEvent(event: Json): Found[] {
  const about = asJson(event["involvedObject"] ?? event["regarding"]);
  const reason = asWord(event["reason"]);
  if (about["kind"] !== "Pod" || !pullEvents.has(reason)) return [];
  const diagnosis = diagnose(asText(event["message"] ?? event["note"]), {
    isPull: onlyPullEvents.has(reason),
    ...namespaceOf(about),
  });
  return diagnosis.cause === "not-a-pull-failure"
    ? []
    : [{ ...placeOf(about), diagnosis }];
}

function placeOf(named: Json): Pick<Found, "namespace" | "pod"> {
  return { namespace: asName(named["namespace"]), pod: asName(named["name"]) };
}
