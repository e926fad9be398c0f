import type { Secret } from "../manifests/objects.js";
import { decodeAuthBase64, decodeBase64 } from "./base64.js";
import { loginOf, withoutUser, type Login } from "./credential.js";
import { membersOf, readJson, stringOf } from "./go-json.js";

/** What a node makes of a Secret: logins by their keys; nothing, because it ignores the Secret; or a failure, which
 *  fails the pull of each image of the pod. A reason holds no piece of the Secret. */
export type DockerConfig =
  | { readonly kind: "logins"; readonly logins: ReadonlyMap<string, Login> }
  | { readonly kind: "ignored" | "broken"; readonly reason: string };

/** Reads the docker config of a Secret as the kubelet does (Kubernetes, pkg/credentialprovider, and the rules of Go's
 *  encoding/json): field names in any case, duplicates merged, null for nothing, `auth` before username and password. */
export function readDockerConfig(secret: Secret): DockerConfig {
  const format = formats.find(({ type }) => type === secret.type);
  if (format === undefined)
    return ignored(
      `a node ignores it: it pulls with the types ${formats.map(({ type }) => type).join(" and ")} only`,
    );
  const { dataKey, read } = format;
  const data = secret.data ?? {};
  const encoded = Object.hasOwn(data, dataKey) ? data[dataKey] : "";
  const bytes = decodeBase64(encoded ?? "");
  if (bytes?.length === 0)
    return ignored(`a node ignores it: it holds nothing under ${dataKey}`);
  try {
    if (bytes === null) throw new Broken("is not base64");
    const json = readJson(bytes);
    if (json === null) throw new Broken(notJson(bytes));
    return { kind: "logins", logins: read(json) };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { kind: "broken", reason: `${dataKey} ${error.message}` };
  }
}

/** The types of Secrets that a node reads, and where each has its docker config. */
export const formats = [
  {
    type: "kubernetes.io/dockerconfigjson",
    dataKey: ".dockerconfigjson",
    read: readConfigJson,
  },
  { type: "kubernetes.io/dockercfg", dataKey: ".dockercfg", read: readConfig },
] as const;

/** Editors and shells of Windows write marks before a text, or two bytes for each letter. */
function notJson(bytes: Buffer): string {
  const marks: readonly (readonly [string, string])[] = [
    ["efbbbf", "begins with a byte order mark, which is not JSON"],
    ["fffe", "is UTF-16, which is not JSON"],
    ["feff", "is UTF-16, which is not JSON"],
  ];
  const begin = bytes.subarray(0, 3).toString("hex");
  const [, words] = marks.find(([mark]) => begin.startsWith(mark)) ?? [];
  return words === undefined
    ? "is not JSON"
    : `${words}: write it as UTF-8 without a mark`;
}

/** What the kubelet fails at; the message is of our own words. */
class Broken extends Error {}

function ignored(reason: string): DockerConfig {
  return { kind: "ignored", reason };
}

/** `{"auths": {...}}`. A second "auths" adds to the first, and null takes back what came before. */
function readConfigJson(json: string): Map<string, Login> {
  const logins = new Map<string, Login>();
  for (const { name, value } of objectMembers(json, "holds no object")) {
    const field = fieldName(name);
    if (field === "httpheaders") expectHeaders(value);
    if (field !== "auths") continue;
    if (value === "null") logins.clear();
    for (const [key, login] of readConfig(value, ' under "auths"'))
      logins.set(key, login);
  }
  return logins;
}

/** Entries by their keys: of two with one key, the last one holds. A node fails at the first that it can't read; the others
 *  are named as well, so that all can be corrected at once. */
function readConfig(json: string, where = ""): Map<string, Login> {
  const logins = new Map<string, Login>();
  const faults: string[] = [];
  let remedy = "";
  const members = objectMembers(json, `holds no object${where}`);
  for (const [index, { name, value }] of members.entries()) {
    try {
      logins.set(name, readEntry(value));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      const isAuth = error instanceof BrokenAuth;
      const key = isAuth ? `, ${withoutUser(name)}` : "";
      faults.push(`(number ${index + 1}${key}) that ${error.message}`);
      if (isAuth) remedy = writeAuth;
    }
  }
  if (faults.length === 0) return logins;
  const [first, ...others] = faults.slice(0, maxNamed);
  const left = faults.length - maxNamed;
  throw new Broken(
    [
      `holds an entry${where} ${first}`,
      ...others.map((fault) => `one ${fault}`),
      ...(left > 0 ? [`${left} more that a node can't read`] : []),
    ].join(", and ") + remedy,
  );
}

/** Entries that a sentence names. */
const maxNamed = 5;

const writeAuth =
  ": write USER:PASSWORD in base64, as printf %s USER:PASSWORD | base64 -w0 prints it, or username and password in place of auth";

function readEntry(json: string): Login {
  const fields = new Map<string, string>();
  for (const { name, value } of objectMembers(json, "is no object")) {
    const field = fieldName(name);
    if (!entryFields.includes(field) || value === "null") continue;
    fields.set(field, text(value, `has a ${field} that is no text`));
  }
  const auth = fields.get("auth") ?? "";
  if (auth !== "") return decodeAuth(auth);
  return loginOf(fields.get("username") ?? "", fields.get("password") ?? "");
}

const entryFields = ["username", "password", "email", "auth"];

/** An entry whose `auth` holds no login. */
class BrokenAuth extends Broken {}

function decodeAuth(auth: string): Login {
  const bytes = decodeAuthBase64(auth);
  if (bytes === null) throw new BrokenAuth("has an auth that is not base64");
  const colon = bytes.indexOf(":");
  if (colon < 0)
    throw new BrokenAuth(
      "has an auth without a colon between user and password",
    );
  return loginOf(bytes.subarray(0, colon), bytes.subarray(colon + 1));
}

function expectHeaders(json: string): void {
  const problem = "holds HttpHeaders that are no texts";
  for (const { value } of objectMembers(json, problem)) {
    if (value !== "null") text(value, problem);
  }
}

/** The members of an object; null has none. */
function objectMembers(
  json: string,
  problem: string,
): { name: string; value: string }[] {
  if (json === "null") return [];
  if (!json.startsWith("{")) throw new Broken(problem);
  return membersOf(json);
}

function text(json: string, problem: string): string {
  if (!json.startsWith('"')) throw new Broken(problem);
  return stringOf(json);
}

/** Go knows a field by its name in any case. Of what is not ASCII, only the long s is a letter of these names. */
export function fieldName(name: string): string {
  return name.replaceAll("\u017F", "s").toLowerCase();
}
