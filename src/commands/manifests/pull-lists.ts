import {
  accountsOf,
  isAccount,
  isCustomResource,
} from "../../manifests/pod-accounts.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { pullNames } from "../../manifests/pull-names.js";
import type { PullSecretReference } from "../../resolver/pull-secrets.js";

/** What a task was rendered to: by Garden itself, with the patch, and with its option `--workloads` as well. */
export interface Renderings {
  readonly unpatched: readonly Manifest[];
  readonly patched: readonly Manifest[];
  readonly withOption: readonly Manifest[];
}

/** What the pods of a workload pull with. */
export interface PullLists {
  /** As Garden makes it by itself. */
  readonly before: readonly string[];
  /** With the patch. */
  readonly after: readonly string[];
  /** What `--workloads` would add to that. */
  readonly withWorkloads: readonly string[];
}

/** The lists of the manifest at `index`, among those that are deployed with it. */
export function pullListsOf(
  { unpatched, patched, withOption }: Renderings,
  index: number,
  references: readonly PullSecretReference[],
  namespace: string,
  isOptionOn: boolean,
): PullLists {
  const namesIn = (manifests: readonly Manifest[]): string[] => {
    const manifest = manifests[index];
    return manifest ? pullNames(manifest, manifests, namespace) : [];
  };
  const optional = namesIn(withAccounts(withOption, references, namespace));
  const after = isOptionOn ? optional : namesIn(patched);
  return {
    before: namesIn(unpatched),
    after,
    withWorkloads: optional.filter((name) => !after.includes(name)),
  };
}

/** The manifests, with the accounts of custom resources that are not among them: with the option, a deploy adds the
 *  references to these in the cluster. */
function withAccounts(
  manifests: readonly Manifest[],
  imagePullSecrets: readonly PullSecretReference[],
  namespace: string,
): Manifest[] {
  const accounts = accountsOf(manifests.filter(isCustomResource), namespace);
  const others = accounts.filter(
    (account) =>
      !manifests.some((manifest) => isAccount(manifest, account, namespace)),
  );
  return [
    ...manifests,
    ...others.map((metadata) => ({
      ...{ apiVersion: "v1", kind: "ServiceAccount", metadata },
      imagePullSecrets,
    })),
  ];
}
