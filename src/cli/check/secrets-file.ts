import type { V1Secret } from "@kubernetes/client-node";
import { isRecord, type Fields } from "../../config/is-record.js";
import { isName, nameRules, type NameField } from "../../config/name-rules.js";
import { printable } from "../../config/printable.js";
import { decodeBase64 } from "../../registry/base64.js";
import { secretName } from "../../registry/keyring.js";
import { redact } from "../../registry/redact/redact.js";
import { documentsIn, itemsOf } from "../input/documents.js";
import { madeSecret, type MadeSecret } from "./made-secrets.js";
import {
  isDockerConfig,
  isSecretGenerator,
  isSecretOfSops,
} from "./other-files.js";
import { readInput, type Input } from "../input/read-input.js";

const advice =
  "Give a file of Secrets, such as `kubectl get secret <name> --output yaml` prints.";

/** The Secrets that were given, and what else only the cluster has. */
export interface GivenSecrets {
  readonly secrets: readonly V1Secret[];
  readonly made: readonly MadeSecret[];
}

/** Reads the Secrets of a file, or of standard input where it is `-`, as `kubectl apply` would make them: YAML or JSON, one
 *  or several documents, Lists unpacked, `stringData` put over `data`; other kinds are left out.
 *  Throws an Error that says what is wrong, and where, without a piece of the file: any may be a credential. So it does
 *  where no Secret is in it. */
export async function readSecrets(file: string): Promise<GivenSecrets> {
  return secretsOf(await readInput(file, advice));
}

/** The Secrets of what was given. */
export function secretsOf(input: Input): GivenSecrets {
  const objects = documentsIn(input).flatMap(itemsOf).filter(isRecord);
  const found = objects.filter(({ kind }) => kind === "Secret");
  const made = objects.flatMap((object) => madeSecret(object) ?? []);
  if (found.length === 0)
    throw new Error(`${input.name} ${withoutSecret(objects, made)}`);
  if (found.some(isSecretOfSops)) throw new Error(`${input.name} ${encrypted}`);
  return { secrets: secretsIn(input, found), made };
}

/** What was given in place of a Secret, and how to get one of it. */
function withoutSecret(
  objects: readonly Fields[],
  made: readonly MadeSecret[],
): string {
  if (objects.some(isDockerConfig)) return dockerConfig;
  if (objects.some(isSecretOfSops)) return encrypted;
  if (objects.some(isSecretGenerator)) return generator;
  const [first] = made;
  if (first === undefined) return `holds no Secret. ${advice}`;
  const kinds = made.map(({ what }) => what).join(", ");
  return `holds no Secret, but ${kinds}: the Secret of it is made in the cluster. Give that one: ${first.command} ${piped}`;
}

const piped = "| garden-pull-secrets check -f - --image IMAGE";

const dockerConfig =
  "is docker's config, and no Secret. To make a Secret of its logins: garden-pull-secrets create; DOCKER_CONFIG is the " +
  "folder of the config, where that is not ~/.docker.";

const encrypted = `is encrypted by SOPS: decrypt it first: sops -d FILE ${piped}`;

const generator = `holds no Secret, but a Kustomization, of which kustomize makes Secrets: kubectl kustomize DIR ${piped}`;

function secretsIn(input: Input, secrets: readonly Fields[]): V1Secret[] {
  return secrets.map((secret, index) => {
    try {
      return toSecret(secret);
    } catch (error) {
      if (!(error instanceof WrongSecret)) throw error;
      throw new Error(
        `${input.name}: Secret ${shownName(secret, index)} is none that Kubernetes takes: ${error.message}.`,
      );
    }
  });
}

/** Its namespace and name, as far as Kubernetes takes them, or else its number. */
function shownName({ metadata }: Fields, index: number): string {
  const fields = isRecord(metadata) ? metadata : {};
  const known = (["namespace", "name"] as const).flatMap((field) => {
    const value = fields[field];
    return typeof value === "string" && isName(value, nameRules[field])
      ? [[field, value] as const]
      : [];
  });
  return secretName({ metadata: Object.fromEntries(known) }, index);
}

/** The message quotes nothing of the Secret but keys of its data. */
class WrongSecret extends Error {}

function toSecret(secret: Fields): V1Secret {
  const { type } = secret;
  const metadata = secret["metadata"] ?? {};
  if (!isRecord(metadata)) throw new WrongSecret("its metadata is no object");
  if (type !== undefined && typeof type !== "string")
    throw new WrongSecret("its type is no text");
  const data = texts(secret, "data");
  const wrong = data.filter(([, value]) => decodeBase64(value) === null);
  if (wrong.length > 0) {
    const keys = wrong.map(([key]) => printable(redact(key))).join(", ");
    throw new WrongSecret(
      `its data holds something that is not base64, under ${keys}; write the text itself under stringData, or its base64 in one line, as base64 -w0 prints it`,
    );
  }
  const plain = texts(secret, "stringData").map(
    ([key, value]) => [key, Buffer.from(value).toString("base64")] as const,
  );
  return {
    metadata: { ...nameIn(metadata, "name"), ...nameIn(metadata, "namespace") },
    ...(type !== undefined && { type }),
    data: Object.fromEntries([...data, ...plain]),
  };
}

function texts(secret: Fields, field: string): [string, string][] {
  const fields = secret[field] ?? {};
  if (!isRecord(fields)) throw new WrongSecret(`its ${field} is no object`);
  return Object.entries(fields).map(([key, value]) => {
    if (typeof (value ?? "") !== "string")
      throw new WrongSecret(`its ${field} holds something that is no text`);
    return [key, (value ?? "") as string];
  });
}

function nameIn(metadata: Fields, field: NameField): Record<string, string> {
  const value = metadata[field];
  if (value === undefined || value === null || value === "") return {};
  if (typeof value !== "string" || !isName(value, nameRules[field]))
    throw new WrongSecret(
      `its ${field} can't be the name of a ${nameRules[field].owner}`,
    );
  return { [field]: value };
}
