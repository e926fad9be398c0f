import type { Diagnosis } from "./diagnose.js";
import { isForPullSecrets } from "./failed-pull.js";
import type { SecretFinding } from "./listed-secrets.js";

/** A Secret that a provider config lists, and what it has for the image that was not pulled. */
export interface ProviderSecret {
  readonly namespace: string;
  readonly finding: SecretFinding;
}

/** What a provider config lists. */
export interface ProviderList {
  /** The provider's name. */
  readonly provider: string;
  readonly secrets: readonly ProviderSecret[];
}

/** What to do about a pod of a project that pulled without a credential, where the provider config is why: it lists no
 *  Secret, or none that has an entry for the registry. Null where that is not why, or where it is not known. */
export function remedyInProvider(
  diagnosis: Diagnosis,
  { provider, secrets }: ProviderList,
): string | null {
  if (!isForPullSecrets(diagnosis)) return null;
  const [first] = secrets;
  const to = `--registry ${diagnosis.registry ?? "REGISTRY"}`;
  if (first === undefined) {
    if (diagnosis.cause === "secret-missing") return null;
    return (
      `Provider '${provider}' has no imagePullSecrets. Make a Secret: garden-pull-secrets create --name NAME ` +
      `--namespace NAMESPACE ${to}; it prints the lines to add to the provider in project.garden.yml.`
    );
  }
  const near = nearMiss(secrets);
  if (near !== null) return `Provider '${provider}' lists ${near}`;
  const lacks = secrets.map((secret) => lackOf(secret, diagnosis.registry));
  if (lacks.includes(null)) return null;
  return (
    `Provider '${provider}' lists no Secret for this image: ${lacks.join(", ")}. Put a login into it: ` +
    `garden-pull-secrets create --name ${first.finding.name} --namespace ${first.namespace} ${to}`
  );
}

/** What a Secret has for the image that a node can't use, and what to write, where no other has a login. */
function nearMiss(secrets: readonly ProviderSecret[]): string | null {
  const misses = secrets.flatMap(({ namespace, finding }) =>
    "miss" in finding
      ? [{ namespace, name: finding.name, miss: finding.miss }]
      : [],
  );
  const isServed = secrets.some(
    ({ finding }) => finding.state === "serves" && !("miss" in finding),
  );
  const [first] = misses;
  if (first === undefined || isServed) return null;
  const { name, namespace, miss } = first;
  return `Secret '${name}' in namespace '${namespace}', but ${miss.reason}. In it, ${miss.remedy}.`;
}

function lackOf(
  { namespace, finding: { name, state } }: ProviderSecret,
  registry: string | null,
): string | null {
  const secret = `Secret '${name}' in namespace '${namespace}'`;
  switch (state) {
    case "missing":
      return `${secret} does not exist`;
    case "no-entry":
      return `${secret} has no entry for ${registry ?? "its registry"}`;
    case "unread":
    case "ignored":
    case "broken":
    case "serves":
      return null;
  }
}
