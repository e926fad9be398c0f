/** An object with fields that may hold anything. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is an object with fields: no list, Map, Promise or the like. */
export function isRecord(value: unknown): value is Fields {
  return Object.prototype.toString.call(value) === "[object Object]";
}
