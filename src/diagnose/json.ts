/** What the API server returned: its shape is looked at, not trusted. */
export type Json = Readonly<Record<string, unknown>>;

/** The object, or an empty one in place of anything else. */
export function asJson(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/** The objects of a list; empty in place of anything else. */
export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(asJson) : [];
}

/** The text, or an empty one in place of anything else. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
