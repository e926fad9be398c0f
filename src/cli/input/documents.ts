import { isRecord, type Fields } from "../../config/is-record.js";
import { parseDocuments } from "./parse-documents.js";
import type { Input } from "./read-input.js";

/** The documents that a text holds, YAML or JSON; empty ones are left out. Throws an Error without a piece of the text:
 *  any may be a credential. */
export function documentsIn({ name, text }: Input): unknown[] {
  const parsed = parseDocuments(text);
  if ("problem" in parsed) throw new Error(`${name} ${parsed.problem}.`);
  return parsed.documents.filter((document) => document !== null);
}

/** The items of a list, or of an array, or the document itself. In a `SecretList`, as the API server sends it, items have no kind of their
 *  own. */
export function itemsOf(document: unknown): unknown[] {
  if (Array.isArray(document)) return document as unknown[];
  if (!isList(document)) return [document];
  const { kind: kindOfList, items } = document;
  const kind =
    typeof kindOfList === "string" ? kindOfList.replace(/List$/, "") : "";
  return items.map((item) =>
    isRecord(item) && item["kind"] === undefined && kind !== ""
      ? { ...item, kind }
      : item,
  );
}

export function isList(
  document: unknown,
): document is Fields & { readonly items: readonly unknown[] } {
  return isRecord(document) && Array.isArray(document["items"]);
}
