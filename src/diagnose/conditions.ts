import { wantCredential } from "./choose-remedy.js";
import { diagnose, type Diagnosis } from "./diagnose.js";
import { asJson, asList, asName, asText, asWord, groupOf } from "./json.js";

/** What the conditions of an object's status say of failed pulls: objects that are no pods, but whose controllers make or
 *  watch pods, have the message of a pull there (Knative's Service, Tekton's TaskRun). One diagnosis for each different
 *  message; empty where none is of a failed pull. In: the object, as the API server returns it. */
export function diagnoseConditions(object: unknown): Diagnosis[] {
  const conditions = asList(asJson(asJson(object)["status"])["conditions"]);
  const found = new Map(
    conditions
      .filter(({ status }) => status !== "True")
      .map(({ message }) => diagnose(asText(message)))
      .map((diagnosis) => withLogin(diagnosis, object))
      .filter(({ cause }) => cause !== "not-a-pull-failure")
      .map((diagnosis) => [diagnosis.message, diagnosis]),
  );
  return [...found.values()];
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
