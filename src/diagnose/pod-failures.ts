import { diagnose, type Diagnosis } from "./diagnose.js";
import { fromOutside, textOf } from "../config/outside.js";
import { asJson, asList, asName, asText, asWord, type Json } from "./json.js";

/** A container that waits because its image could not be pulled. */
export interface PodFailure {
  readonly container: string;
  readonly diagnosis: Diagnosis;
}

/** Reasons of waiting containers that are of pulls only (kubelet, pkg/kubelet/images/types.go and the CRI's errors). */
const pullReasons = new Set([
  "ErrImageNeverPull",
  "ErrImagePull",
  "ImageInspectError",
  "ImagePullBackOff",
  "InvalidImageName",
  "RegistryUnavailable",
  "SignatureValidationFailed",
]);

/** Why containers of a pod wait for their images. In: the pod, as the API server returns it. Since Kubernetes 1.32
 *  `message` carries the cause during back-off; a Secret that doesn't parse makes its error the `reason` (seen on 1.34). */
export function failuresIn(pod: Json): PodFailure[] {
  const status = asJson(pod["status"]);
  return [
    "initContainerStatuses",
    "containerStatuses",
    "ephemeralContainerStatuses",
  ]
    .flatMap((key) => asList(status[key]))
    .flatMap((container) => {
      const waiting = asJson(asJson(container["state"])["waiting"]);
      const image = asText(container["image"]);
      const words = [waiting["reason"], waiting["message"]].map((word) =>
        textOf(asText(word)),
      );
      const text = [...new Set(words)].filter((word) => word !== "").join(": ");
      const diagnosis = diagnose(fromOutside(text), {
        isPull: pullReasons.has(asWord(waiting["reason"])),
        ...(textOf(image) !== "" && { image }),
        ...namespaceOf(pod["metadata"]),
      });
      return diagnosis.cause === "not-a-pull-failure"
        ? []
        : [{ container: asName(container["name"]), diagnosis }];
    });
}

/** The failed pull that an event reports, and the container that it is about. In: the event, as the API server returns it. */
export function failuresInEvent(event: Json): PodFailure[] {
  const about = asJson(event["involvedObject"]);
  const container = containerOf(about);
  const diagnosis = diagnose(asText(event["message"]), namespaceOf(about));
  return container === undefined || diagnosis.cause === "not-a-pull-failure"
    ? []
    : [{ container: asName(container), diagnosis }];
}

/** The container that an event is about. In: what it is about; undefined where that is the pod. */
export function containerOf(about: Json): string | undefined {
  const field = textOf(asText(about["fieldPath"]));
  return /^spec\.\w+\{(.+)\}$/.exec(field)?.[1];
}

/** As `diagnose` takes it. In: a pod's metadata, or what an event is about. */
export function namespaceOf(named: unknown): { namespace?: string } {
  const namespace = asName(asJson(named)["namespace"]);
  return namespace === "" ? {} : { namespace };
}

/** Whether a failure only repeats that a pull failed, as the kubelet does while it waits to try again. */
export function saysNothing({ message }: Diagnosis): boolean {
  return (
    /^(?:Error: )?(?:ErrImagePull|ImagePullBackOff)$/.test(message) ||
    /^(?:ImagePullBackOff: )?Back-off pulling image "[^"]*"$/.test(message)
  );
}
