import { fromOutside, textOf, type Outside } from "../config/outside.js";
import { printable } from "../config/printable.js";
import { redact } from "../registry/redact/redact.js";
import { isRecord } from "../config/is-record.js";

/** What the API server returned: its shape is looked at, not trusted. */
export type Json = Readonly<Record<string, unknown>>;

/** The object, or an empty one in place of anything else. */
export function asJson(value: unknown): Json {
  return isRecord(value) ? value : {};
}

/** The objects of a list; empty in place of anything else. */
export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}

/** The text, or an empty one in place of anything else. */
export function asText(value: unknown): Outside {
  return fromOutside(typeof value === "string" ? value : "");
}

/** The text where it is one word, as those are that Kubernetes has lists of; empty in place of anything else. */
export function asWord(value: unknown): string {
  return typeof value === "string" && /^\w{1,128}$/.test(value) ? value : "";
}

/** The name of an object, to be printed: what Kubernetes would not take for one is redacted. */
export function asName(value: unknown): string {
  const text = asText(value);
  return /^[a-z\d.-]{1,253}$/.test(textOf(text))
    ? textOf(text)
    : printable(redact(text));
}

/** The group of an `apiVersion`; empty where it has none, or is none. */
export function groupOf(apiVersion: unknown): string {
  return /^[a-z\d.-]{1,253}(?=\/)/.exec(textOf(asText(apiVersion)))?.[0] ?? "";
}
