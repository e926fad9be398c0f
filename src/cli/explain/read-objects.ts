import partition from "lodash/partition.js";
import { isRecord } from "../../config/is-record.js";
import { explainedKinds } from "../../diagnose/cluster-objects.js";
import { diagnoseStatus } from "../../diagnose/object-status.js";
import type { Diagnosis } from "../../diagnose/diagnose.js";
import { documentsIn, itemsOf } from "../input/documents.js";
import type { Input } from "../input/read-input.js";
import { describedEvents } from "./described.js";

/** What was given to be explained. */
export interface GivenObjects {
  /** Pods and events. */
  readonly objects: readonly object[];
  /** What the status of other objects says of failed pulls. */
  readonly ofOthers: readonly Diagnosis[];
}

export const advice =
  "Give what `kubectl get events -o json` or `kubectl get pods -o json` prints.";

const emptyAdvice =
  "Events last an hour: give the pods, as `kubectl get pods -o json` prints them.";

/** Reads the pods and events of a text: one, a list, or several documents, JSON or YAML; or what `kubectl describe pod`
 *  prints. Objects of other kinds are read for the failed pulls that their status tells of. Throws an Error, which quotes a
 *  kind of the text at most: it may hold anything. So it does where nothing is in it, or nothing that tells of a pull; an
 *  OtherObjects where there are objects. */
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
  const [explained, others] = partition(items, isExplained);
  const ofOthers = others.flatMap(diagnoseStatus);
  if (explained.length === 0 && ofOthers.length === 0) {
    const problem = `${input.name} holds ${whatIs(items[0])}. ${advice}`;
    throw others.some(hasKind) ? new OtherObjects(problem) : new Error(problem);
  }
  return { objects: explained, ofOthers };
}

/** Objects that Kubernetes would take, and that tell of no pull: nobody reads them as text, since their spec may hold
 *  credentials. */
export class OtherObjects extends Error {}

function hasKind(item: unknown): boolean {
  const { kind, apiVersion, metadata } = isRecord(item) ? item : {};
  const isKept = typeof apiVersion === "string" || isRecord(metadata);
  return typeof kind === "string" && isKept;
}

function isExplained(item: unknown): item is object {
  return (
    isRecord(item) && explainedKinds.some((known) => known === item["kind"])
  );
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
