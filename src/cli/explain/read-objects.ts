import { isRecord } from "../../config/is-record.js";
import { explainedKinds } from "../../diagnose/cluster-objects.js";
import { documentsIn, itemsOf } from "../input/documents.js";
import { readInput } from "../input/read-input.js";

interface ClusterObject {
  readonly kind: string;
}

const advice =
  "Give what `kubectl get events -o json` or `kubectl get pods -o json` prints.";

/** The pods and events in a file, or from standard input where it is `-`: one, a list, or several documents; JSON or YAML.
 *  Throws an Error, which quotes a kind of the file at most: it may hold anything. */
export async function readObjects(file: string): Promise<ClusterObject[]> {
  const input = await readInput(file, advice);
  const documents = documentsIn(input);
  if (documents.length === 0)
    throw new Error(`${input.name} holds no pod and no event. ${advice}`);
  return documents.flatMap(itemsOf).map((item) => {
    const kind = kindOf(item);
    if (explainedKinds.some((known) => known === kind))
      return item as ClusterObject;
    throw new Error(
      `${input.name} holds ${kind === "" ? "something without a kind" : `an object of kind ${kind}`}. ${advice}`,
    );
  });
}

function kindOf(value: unknown): string {
  const kind = isRecord(value) ? value["kind"] : undefined;
  return typeof kind === "string" && /^[A-Za-z]{1,63}$/.test(kind) ? kind : "";
}
