import { causes, type Cause } from "./causes.js";
import { causeWith, wantsCredential, type FailedPull } from "./failed-pull.js";
import type { SecretFinding } from "./listed-secrets.js";
import { createCommand, replaceCommand, serverOf } from "./remedies.js";

type ServingSecret = Extract<SecretFinding, { readonly state: "serves" }>;

/** Causes that a new login cures. */
const ofOldLogin: readonly Cause[] = [
  "credential-expired",
  "credential-rejected",
];

/** Causes that come of the login in a Secret. */
const ofLogin: readonly Cause[] = [
  "credential-expired",
  "credential-rejected",
  "no-permission",
  "not-found-or-private",
];

/** Where the cause is open, what the pod's Secrets hold decides what is tried first. */
export function remedyWithSecrets(pull: FailedPull): string {
  const { diagnosis, secrets, namespace, isGardens } = pull;
  const { cause } = diagnosis;
  const registry = diagnosis.registry ?? "the registry";
  const server = serverOf(diagnosis.registry);
  const broken = secrets.find((secret) => secret.state === "broken");
  if (cause === "secret-malformed" && broken?.state === "broken")
    return `Replace the Secret '${broken.name}' in namespace '${namespace}' (${broken.reason}), with all its entries: ${replaceCommand({ server, namespace, name: broken.name })}`;
  const serving = secrets.filter((secret) => secret.state === "serves");
  const found = causeWith(pull);
  if (found === "secret-unread") {
    const remedy = causes[found].remedy();
    return diagnosis.credentialSent === false
      ? remedy
      : `${remedy} If the registry refuses the Secret, too: ${remedyWithSecrets({ ...pull, unreadByKubelet: [] })}`;
  }
  const missing = secrets.find(({ state }) => state === "missing");
  if (missing && found === "secret-missing")
    return `Create the Secret '${missing.name}' in namespace '${namespace}', or take it out of the pod's list. ${command(pull, missing.name)}`;
  const corrected = correction(pull);
  if (corrected !== null) return corrected;
  if (ofLogin.includes(cause) && serving.length > 0)
    return `${diagnosis.remedy} ${loginIn(serving, pull)}`;
  if (!wantsCredential.includes(cause)) return diagnosis.remedy;
  if (serving.length > 0) return diagnosis.remedy;
  if (secrets.length > 0)
    return `Put an entry for ${registry} into ${secrets.length === 1 ? named(secrets) : `one of ${named(secrets)}`}, or add a Secret that has one to imagePullSecrets. ${command(pull, "NAME")}`;
  return isGardens
    ? `List a Secret for ${registry} under imagePullSecrets of the provider in project.garden.yml.`
    : diagnosis.remedy;
}

/** What to write where a Secret has something for the image that a node can't use, and that would have kept this cause
 *  from coming up. */
function correction({
  diagnosis,
  secrets,
  namespace,
}: FailedPull): string | null {
  const { cause } = diagnosis;
  if (![...ofLogin, ...wantsCredential].includes(cause)) return null;
  const held = secrets.flatMap((secret) =>
    "miss" in secret ? [{ ...secret, miss: secret.miss }] : [],
  );
  const serving = secrets.filter(({ state }) => state === "serves");
  const found =
    held.find(({ state }) => state === "serves") ??
    (serving.length === 0 ? held[0] : undefined);
  if (found === undefined) return null;
  const place = found.source ?? { name: found.name, namespace };
  return `In the Secret '${place.name}' of namespace '${place.namespace}', ${found.miss.remedy}.`;
}

function loginIn(
  serving: readonly ServingSecret[],
  { namespace, diagnosis: { cause, registry } }: FailedPull,
): string {
  const place = `The login for it is in ${named(serving)} of namespace '${namespace}'`;
  const [secret, ...others] = serving;
  if (!secret || others.length > 0) return `${place}.`;
  const { source } = secret;
  const copied = source
    ? `, a copy of '${source.name}' in namespace '${source.namespace}'.`
    : ".";
  if (!ofOldLogin.includes(cause)) return place + copied;
  const { name } = source ?? secret;
  const server = serverOf(registry);
  const where = { name, namespace: source?.namespace ?? namespace };
  return secret.holdsMore
    ? `${place}${copied} To replace that login and keep what else the Secret holds: docker login ${server}, then ${createInPlace(registry, where)}`
    : `${place}${copied} To replace ${source ? "that one" : "it"}, with all its entries: ${replaceCommand({ server, ...where })}`;
}

function createInPlace(
  registry: string | null,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): string {
  return `garden-pull-secrets create --registry ${registry ?? "REGISTRY"} --name ${name} --namespace ${namespace}`;
}

function named(secrets: readonly SecretFinding[]): string {
  return `Secret ${secrets.map(({ name }) => `'${name}'`).join(", ")}`;
}

/** The line that creates the Secret; its registry is known from the message only. */
function command(
  { diagnosis: { registry }, namespace }: FailedPull,
  name: string,
): string {
  return `To create one: ${createCommand({ server: serverOf(registry), name, namespace })}`;
}
