import { readFile } from "node:fs/promises";
import type { V1Secret } from "@kubernetes/client-node";
import { isName, nameRules, type NameField } from "../../config/names.js";
import { isObject } from "../../config/problems.js";
import { decodeBase64 } from "../../registry/base64.js";
import { fromOutside, type Outside } from "../../config/outside.js";
import { readStdin } from "../input/read-stdin.js";
import { parseDocuments } from "../input/parse-documents.js";

/** Reads the Secrets of a file, or of stdin where it is `-`, as `kubectl apply` would make them: YAML or JSON, one or
 *  several documents, Lists unpacked, `stringData` put over `data`; other kinds are left out.
 *  Throws an Error that says what is wrong, and where, without a piece of the file: any may be a credential. */
export async function readSecrets(file: string): Promise<V1Secret[]> {
  const name = file === "-" ? "stdin" : file;
  return secretsOf(await contentOf(file, name), name);
}

/** The Secrets of a file's content; `name` is what errors call the file. */
export function secretsOf(content: Outside, name: string): V1Secret[] {
  const objects = parse(content, name);
  const secrets = objects
    .flatMap(unpack)
    .filter(({ kind }) => kind === "Secret");
  if (secrets.length === 0 && !objects.some(isList))
    throw new Error(`${name} holds no Secret. ${whatToGive}`);
  return secrets.map((secret, index) => {
    try {
      return toSecret(secret);
    } catch (error) {
      if (!(error instanceof WrongSecret)) throw error;
      throw new Error(
        `${name}: Secret #${index + 1} is none that Kubernetes takes: ${error.message}.`,
      );
    }
  });
}

const whatToGive =
  "Give a file of Secrets, such as `kubectl get secret <name> --output yaml` prints.";

type Manifest = Readonly<Record<string, unknown>>;

/** The message is of our own words. */
class WrongSecret extends Error {}

async function contentOf(file: string, name: string): Promise<Outside> {
  try {
    return file === "-"
      ? await readStdin()
      : fromOutside(await readFile(file, "utf8"));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT" ? "no such file" : `can't be read, ${code}`;
    throw new Error(`${name}: ${reason}. ${whatToGive}`);
  }
}

function parse(content: Outside, name: string): Manifest[] {
  const parsed = parseDocuments(content);
  if ("problem" in parsed) throw new Error(`${name} ${parsed.problem}.`);
  return parsed.documents.filter(isManifest);
}

function isManifest(value: unknown): value is Manifest {
  return isObject(value);
}

function isList({ kind, items }: Manifest): boolean {
  return (
    typeof kind === "string" && kind.endsWith("List") && Array.isArray(items)
  );
}

/** A SecretList, as the API server has it, leaves out the kind of its items. */
function unpack(object: Manifest): Manifest[] {
  if (!isList(object)) return [object];
  const items = (object["items"] as unknown[]).filter(isManifest);
  return object["kind"] === "SecretList"
    ? items.map((item) => ({ ...item, kind: "Secret" }))
    : items;
}

function toSecret(secret: Manifest): V1Secret {
  const { type } = secret;
  const metadata = secret["metadata"] ?? {};
  if (!isManifest(metadata)) throw new WrongSecret("its metadata is no object");
  if (type !== undefined && typeof type !== "string")
    throw new WrongSecret("its type is no text");
  const data = texts(secret, "data");
  if (data.some(([, value]) => decodeBase64(value) === null))
    throw new WrongSecret("its data holds something that is not base64");
  const plain = texts(secret, "stringData").map(
    ([key, value]) => [key, Buffer.from(value).toString("base64")] as const,
  );
  return {
    metadata: { ...nameIn(metadata, "name"), ...nameIn(metadata, "namespace") },
    ...(type !== undefined && { type }),
    data: Object.fromEntries([...data, ...plain]),
  };
}

function texts(secret: Manifest, field: string): [string, string][] {
  const fields = secret[field] ?? {};
  if (!isManifest(fields)) throw new WrongSecret(`its ${field} is no object`);
  return Object.entries(fields).map(([key, value]) => {
    if (typeof (value ?? "") !== "string")
      throw new WrongSecret(`its ${field} holds something that is no text`);
    return [key, (value ?? "") as string];
  });
}

function nameIn(metadata: Manifest, field: NameField): Record<string, string> {
  const value = metadata[field];
  if (value === undefined || value === null || value === "") return {};
  if (typeof value !== "string" || !isName(value, nameRules[field]))
    throw new WrongSecret(
      `its ${field} can't be the name of a ${nameRules[field].owner}`,
    );
  return { [field]: value };
}
