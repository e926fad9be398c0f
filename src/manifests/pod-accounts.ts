import type { Manifest, PodSpec } from "./objects.js";
import { groupOf, podSpecsOf } from "./pod-specs.js";

/** A ServiceAccount. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** The account that pods run as where none is named (Kubernetes, ServiceAccount admission). */
export const defaultAccount = "default";

/** The name of the ServiceAccount that a pod runs as. */
export function accountName({
  serviceAccountName,
  serviceAccount,
}: PodSpec): string {
  return serviceAccountName || serviceAccount || defaultAccount;
}

/** Whether the manifest is this ServiceAccount; `namespace` is that of manifests that name none. */
export function isAccount(
  { kind, metadata }: Manifest,
  account: Account,
  namespace: string,
): boolean {
  return (
    kind === "ServiceAccount" &&
    metadata?.name === account.name &&
    (metadata.namespace ?? namespace) === account.namespace
  );
}

/** The ServiceAccounts that the pods of these manifests run as, each once; `namespace` is that of manifests that name
 *  none. What a custom resource's controller makes of it can't be known: the accounts that it names anywhere count, and
 *  the default one where it names none. */
export function accountsOf(
  manifests: readonly Manifest[],
  namespace: string,
): Account[] {
  const accounts = new Map<string, Account>();
  for (const manifest of manifests) {
    const place = manifest.metadata?.namespace ?? namespace;
    for (const name of accountNames(manifest))
      accounts.set(`${place}/${name}`, { namespace: place, name });
  }
  return [...accounts.values()];
}

/** Whether the kind is none of Kubernetes' own, so that a controller may make pods of it. */
export function isCustomResource({ apiVersion = "" }: Manifest): boolean {
  const group = groupOf(apiVersion);
  return group.includes(".") && !group.endsWith(".k8s.io");
}

function accountNames(manifest: Manifest): string[] {
  if (!isCustomResource(manifest)) {
    return podSpecsOf(manifest).map(accountName);
  }
  const named = namedAnywhere(manifest);
  return named.length > 0 ? named : [defaultAccount];
}

function namedAnywhere(node: unknown): string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node as Record<string, unknown>).flatMap(
    ([key, value]) =>
      key === "serviceAccountName" && typeof value === "string" && value !== ""
        ? [value]
        : namedAnywhere(value),
  );
}
