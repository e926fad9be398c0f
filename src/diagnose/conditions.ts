import { diagnose, type Diagnosis } from "./diagnose.js";
import { asJson, asList, asText } from "./json.js";

/** What the conditions of an object's status say of failed pulls: objects that are no pods, but whose controllers make or
 *  watch pods, have the message of a pull there (Knative's Service, Tekton's TaskRun). One diagnosis for each different
 *  message; empty where none is of a failed pull. In: the object, as the API server returns it. */
export function diagnoseConditions(object: unknown): Diagnosis[] {
  const conditions = asList(asJson(asJson(object)["status"])["conditions"]);
  const found = new Map(
    conditions
      .filter(({ status }) => status !== "True")
      .map(({ message }) => diagnose(asText(message)))
      .filter(({ cause }) => cause !== "not-a-pull-failure")
      .map((diagnosis) => [diagnosis.message, diagnosis]),
  );
  return [...found.values()];
}
