import { wantCredential } from "./choose-remedy.js";
import { diagnose, type Diagnosis } from "./diagnose.js";
import { isRecord } from "../config/is-record.js";
import { asJson, asName, asText, asWord, groupOf } from "./json.js";

/** What the status of an object says of failed pulls: objects that are no pods, but whose controllers make or watch pods,
 *  have the message of a pull there, in conditions that are not met (Knative's Service, Tekton's TaskRun) or elsewhere
 *  (nodes of Argo's Workflow, the operation of its Application); or what the API server answers, which is a Status. One
 *  diagnosis for each different message; empty where none is of a failed pull. Nothing else of the object is looked at:
 *  its spec may hold credentials. In: the object, as the API server returns it. */
export function diagnoseStatus(object: unknown): Diagnosis[] {
  const { kind, message: answer, status } = asJson(object);
  const messages = kind === "Status" ? [answer] : messagesIn(status);
  const found = new Map(
    messages
      .map((message) => withLogin(diagnose(asText(message)), object))
      .filter(({ cause }) => cause !== "not-a-pull-failure")
      .map((diagnosis) => [diagnosis.message, diagnosis]),
  );
  return [...found.values()];
}

/** Each `message`, but for those of conditions that are met. */
function messagesIn(status: unknown): unknown[] {
  const found: unknown[] = [];
  // In YAML, one part may stand in many places.
  const seen = new Set<unknown>();
  const left = [status];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== "object" || value === null || seen.has(value))
      continue;
    seen.add(value);
    if (isRecord(value) && value["status"] === "True") continue;
    if (isRecord(value)) found.push(value["message"]);
    const parts: unknown[] = Object.values(value);
    for (const part of parts.reverse()) left.push(part);
  }
  return found;
}

/** Flux's sources pull by themselves: their login is not one of pods (https://fluxcd.io/flux/components/source/). */
function withLogin(diagnosis: Diagnosis, object: unknown): Diagnosis {
  const { apiVersion, kind, metadata } = asJson(object);
  const isFlux = groupOf(apiVersion) === "source.toolkit.fluxcd.io";
  if (!isFlux || !wantCredential.includes(diagnosis.cause)) return diagnosis;
  const { name, namespace } = asJson(metadata);
  const remedy =
    `Check the address and the login of ${asWord(kind)} ${asName(name)} in namespace ${asName(namespace)}: it pulls by itself, ` +
    "with the Secret that its spec.secretRef names, in its own namespace, and not with imagePullSecrets.";
  return { ...diagnosis, remedy };
}
