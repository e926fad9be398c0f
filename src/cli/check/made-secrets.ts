import { isRecord, type Fields } from "../../config/is-record.js";
import { isName, nameRules } from "../../config/name-rules.js";

/** An object that something in the cluster makes a Secret of: only the cluster has that. */
export interface MadeSecret {
  /** Its kind, and its name where it is one. */
  readonly what: string;
  /** How to get the Secret. */
  readonly command: string;
}

/** Where the kinds are from, each with the field that names the Secret where its own name does not. */
const makers: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // external-secrets.io
  ExternalSecret: [["spec", "target", "name"]],
  ClusterExternalSecret: [
    ["spec", "externalSecretSpec", "target", "name"],
    ["spec", "externalSecretName"],
  ],
  // bitnami.com
  SealedSecret: [["spec", "template", "metadata", "name"]],
  // secrets.hashicorp.com
  VaultStaticSecret: [["spec", "destination", "name"]],
  VaultDynamicSecret: [["spec", "destination", "name"]],
  // onepassword.com
  OnePasswordItem: [],
  // isindir.github.com, of sops-secrets-operator
  SopsSecret: [["spec", "secretTemplates", "0", "name"]],
  // secrets.infisical.com
  InfisicalSecret: [["spec", "managedSecretReference", "secretName"]],
  // secrets.doppler.com
  DopplerSecret: [["spec", "managedSecret", "name"]],
};

/** The object as one that a Secret is made of; null where it is none. */
export function madeSecret(object: Fields): MadeSecret | null {
  const { kind } = object;
  const paths =
    typeof kind === "string" && Object.hasOwn(makers, kind)
      ? makers[kind]
      : undefined;
  if (typeof kind !== "string" || paths === undefined) return null;
  const own = nameAt(object, ["metadata", "name"]);
  const given = paths.find((path) => (valueAt(object, path) ?? "") !== "");
  const secret = given === undefined ? own : nameAt(object, given);
  const namespace = nameAt(object, ["metadata", "namespace"]);
  return {
    what: own === null ? kind : `${kind} ${own}`,
    command: [
      `kubectl get secret ${secret ?? "<name>"}`,
      ...(namespace === null ? [] : [`--namespace ${namespace}`]),
      "--output yaml",
    ].join(" "),
  };
}

function nameAt(object: Fields, path: readonly string[]): string | null {
  const value = valueAt(object, path);
  return typeof value === "string" && isName(value, nameRules.name)
    ? value
    : null;
}

function valueAt(object: Fields, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const field of path)
    value =
      isRecord(value) || Array.isArray(value)
        ? (value as Fields)[field]
        : undefined;
  return value;
}
