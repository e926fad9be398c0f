import { textOf } from "../config/outside.js";
import { asJson, asText, type Json } from "./json.js";
import { missingSecrets } from "./missing-secrets.js";
import { containerOf } from "./pod-failures.js";

/** A pull that failed is tried again 10 s later at the earliest (kubelet, imageBackOff in pkg/kubelet/kubelet.go), so what
 *  was said so long before a pull is about an earlier one. In milliseconds. */
const earlierMs = 8000;

/** The pull secrets without which the kubelet last pulled the image of a container, by name: it could not read them (event
 *  `FailedToRetrieveImagePullSecret`, before `Pulling`). In: the events of the pod, as the API server returns them. */
export function secretsNotRead(
  events: readonly Json[],
  container: string,
): readonly string[] {
  const pulls = events.filter(
    (event) =>
      event["reason"] === "Pulling" &&
      containerOf(asJson(event["involvedObject"])) === container,
  );
  const isFirst = pulls.length <= 1 && pulls.every(({ count }) => count === 1);
  const lastPull = Math.max(...pulls.map(timeOf));
  return events
    .filter(({ reason }) => reason === "FailedToRetrieveImagePullSecret")
    .filter((event) => isFirst || timeOf(event) > lastPull - earlierMs)
    .flatMap((event) => missingSecrets(textOf(asText(event["message"]))).names);
}

/** When it was last seen, in milliseconds. A client may have made a Date of it. */
function timeOf({ lastTimestamp, series, eventTime }: Json): number {
  const time = lastTimestamp ?? asJson(series)["lastObservedTime"] ?? eventTime;
  return time instanceof Date ? time.getTime() : Date.parse(String(time));
}
