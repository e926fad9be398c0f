import { readFile } from "node:fs/promises";
import { fromOutside, type Outside } from "../../config/outside.js";
import { explainedKinds } from "../../diagnose/cluster-objects.js";
import { readStdin } from "../input/read-stdin.js";
import { UsageError } from "../usage-error.js";

interface ClusterObject {
  readonly kind: string;
}

/** The pods and events in a file, or from standard input where it is `-`: one, a list, or several documents; JSON or YAML.
 *  Throws UsageError, which quotes a kind of the file at most: it may hold anything. */
export async function readObjects(file: string): Promise<ClusterObject[]> {
  const name = file === "-" ? "standard input" : file;
  const text = await readText(file);
  // YAML's parser takes longer to load than all else that is loaded here.
  const { parseDocuments } = await import("../input/parse-documents.js");
  const parsed = parseDocuments(text);
  if ("problem" in parsed) throw new UsageError(`${name} ${parsed.problem}.`);
  return parsed.documents.flatMap(itemsOf).map((item) => {
    const kind = kindOf(item);
    if (!explainedKinds.some((known) => known === kind)) {
      throw new UsageError(
        `${name} holds ${kind === "" ? "something without a kind" : `an object of kind ${kind}`}. ` +
          "Give what `kubectl get events -o json` or `kubectl get pods -o json` prints.",
      );
    }
    return item as ClusterObject;
  });
}

async function readText(file: string): Promise<Outside> {
  if (file === "-") return await readStdin();
  try {
    return fromOutside(await readFile(file, "utf8"));
  } catch (error) {
    const { code = "it can't be read" } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? "no such file"
        : code === "EISDIR"
          ? "this is a folder"
          : code;
    throw new UsageError(`-f ${file}: ${reason}.`);
  }
}

/** A list's items. In an `EventList` or `PodList` as the API server sends it, items have no kind of their own. */
function itemsOf(document: unknown): unknown[] {
  if (document === null) return [];
  const { items } = document as { items?: unknown };
  if (!Array.isArray(items)) return [document];
  const kind = kindOf(document).replace(/List$/, "");
  return items.map((item: unknown) =>
    kindOf(item) === "" && kind !== ""
      ? { ...(item as object | null), kind }
      : item,
  );
}

function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return "";
  const { kind } = value as { kind?: unknown };
  return typeof kind === "string" && /^[A-Za-z]{1,63}$/.test(kind) ? kind : "";
}
