import { isRecord } from "../../config/is-record.js";
import { explainedKinds } from "../../diagnose/cluster-objects.js";
import { diagnoseConditions } from "../../diagnose/conditions.js";
import type { Diagnosis } from "../../diagnose/diagnose.js";
import { documentsIn, itemsOf } from "../input/documents.js";
import type { Input } from "../input/read-input.js";
import { describedEvents } from "./described.js";

/** What was given to be explained. */
export interface GivenObjects {
  /** Pods and events. */
  readonly objects: readonly object[];
  /** What the conditions of other objects say of failed pulls. */
  readonly ofOthers: readonly Diagnosis[];
}

export const advice =
  "Give what `kubectl get events -o json` or `kubectl get pods -o json` prints.";

const emptyAdvice =
  "Events last an hour: give the pods, as `kubectl get pods -o json` prints them.";

/** Reads the pods and events of a text: one, a list, or several documents, JSON or YAML; or what `kubectl describe pod`
 *  prints. Objects of other kinds are read for the failed pulls that their conditions tell of. Throws an Error, which
 *  quotes a kind of the text at most: it may hold anything. So it does where nothing is in it, or what tells of no pull. */
export function readObjects(input: Input): GivenObjects {
  const described = describedEvents(input.text);
  if (described === null) return objectsOf(input);
  if (described.length === 0)
    throw new Error(`${input.name} describes no event. ${emptyAdvice}`);
  return { objects: described, ofOthers: [] };
}

function objectsOf(input: Input): GivenObjects {
  const documents = documentsIn(input);
  const items = documents.flatMap(itemsOf);
  if (items.length === 0)
    throw new Error(
      `${input.name} holds no pod and no event. ${documents.length === 0 ? advice : emptyAdvice}`,
    );
  const objects: object[] = [];
  const ofOthers: Diagnosis[] = [];
  for (const item of items) {
    if (isRecord(item) && isExplained(item["kind"])) {
      objects.push(item);
      continue;
    }
    const diagnoses = diagnoseConditions(item);
    if (diagnoses.length === 0)
      throw new Error(`${input.name} holds ${whatIs(item)}. ${advice}`);
    ofOthers.push(...diagnoses);
  }
  return { objects, ofOthers };
}

function isExplained(kind: unknown): boolean {
  return explainedKinds.some((known) => known === kind);
}

/** The kind, with its group where it has one: several groups have a Service. */
function whatIs(value: unknown): string {
  const { kind, apiVersion } = isRecord(value) ? value : {};
  if (typeof kind !== "string" || !/^[A-Za-z]{1,63}$/.test(kind))
    return "something without a kind";
  const [, group] =
    /^([a-z\d-]+(?:\.[a-z\d-]+)*)\/v\w{1,20}$/.exec(
      typeof apiVersion === "string" ? apiVersion.slice(0, 253) : "",
    ) ?? [];
  return `an object of kind ${kind}${group === undefined ? "" : ` (${group})`}`;
}
