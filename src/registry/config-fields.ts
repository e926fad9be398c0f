import type { Secret } from "../manifests/objects.js";
import { decodeBase64 } from "./base64.js";
import { membersOf, readJson, type Member } from "./go-json.js";

/** The JSON that a Secret holds under a key of its data; `null` where it holds none. */
export function configText({ data = {} }: Secret, dataKey: string): string {
  const encoded = Object.hasOwn(data, dataKey) ? data[dataKey] : "";
  const bytes = decodeBase64(encoded ?? "") ?? Buffer.alloc(0);
  return readJson(bytes) ?? "null";
}

/** The fields of a JSON object, their names in small letters: a node knows them in any case. */
export function fieldsOf(json: string): Member[] {
  return membersOrNone(json).map(({ name, value }) => ({
    name: name.toLowerCase(),
    value,
  }));
}

/** The members of what is an object, and of all else none. */
export function membersOrNone(json: string): Member[] {
  return json.startsWith("{") ? membersOf(json) : [];
}

/** Whether the docker config of a Secret holds more than one login: other entries, or what others than nodes read. */
export function holdsMore(secret: Secret): boolean {
  const fields = fieldsOf(configText(secret, ".dockerconfigjson"));
  const entries = fields
    .filter(({ name }) => name === "auths")
    .flatMap(({ value }) => membersOrNone(value));
  return entries.length > 1 || fields.some(({ name }) => name !== "auths");
}

/** Whether a field has this name, and says something. */
export function isGiven({ name, value }: Member, wanted: string): boolean {
  return name === wanted && !["null", '""', "{}"].includes(value);
}
