import {
  accountsOf,
  isAccount,
  isCustomResource,
  type Account,
} from "../../manifests/pod-accounts.js";
import { podSpecsOf, type Manifest } from "../../manifests/pod-specs.js";
import { withLaterResult } from "../changed-result.js";
import {
  addToAccount,
  withReferences,
} from "../../cluster/account-references.js";
import { withAllReferences } from "../pods/all-pull-secrets.js";
import type {
  ActionContext,
  DeployAction,
  GardenLog,
} from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import { liveAccounts } from "../../cluster/live-accounts.js";
import type { Patch, PatchContext } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { running } from "../running.js";
import { ensureOrExplain } from "../deploys/secrets.js";
import { fixedManifests } from "./fixed-lists.js";
import { prepareNamespaces } from "./own-namespaces.js";
import { workloadsWanted } from "./workloads-option.js";

interface GetManifestsParams {
  readonly ctx: ActionContext;
  readonly api: KubeApi;
  readonly log: GardenLog;
  readonly action: DeployAction & { readonly kind: string };
  readonly defaultNamespace: string;
}

type GetManifests = (params: GetManifestsParams) => Promise<Manifest[]>;

/** What Garden applies for a `kubernetes` Deploy, the user's `patchResources` among it. Kinds that hold no PodSpec stay
 *  as they are; where a controller may make pods of them, the ServiceAccounts get the references. What is there and can't
 *  be changed keeps its list, also once the option is off: the API server would refuse to take it back. */
export const userManifests: Patch<GetManifests> = {
  id: "user-manifests",
  pod: "with `--workloads`: `kubernetes` Deploys",
  declares: "getManifests",
  file: "plugins/kubernetes/kubernetes-type/common.ts",
  parameters: ["ctx", "api", "log", "action", "defaultNamespace"],
  uses: ["KubeApi", "kubectl"],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "your own workloads get no pull secrets",
  wrap: (original, context) =>
    withLaterResult(original, async (manifests, params) => {
      const { references } = pullSecretsOf(params.ctx.provider);
      const { isPodless, isPlan } = running();
      if (
        references.length === 0 ||
        params.action.kind !== "Deploy" ||
        (isPodless && !isPlan)
      )
        return manifests;
      const { api, log, defaultNamespace } = params;
      const fixed = await fixedManifests(manifests, defaultNamespace, api, log);
      if (!workloadsWanted())
        return fixed.size === 0
          ? manifests
          : manifests.map((manifest) => fixed.get(manifest) ?? manifest);
      const accounts = accountsOf(
        manifests.filter(isCustomResource),
        defaultNamespace,
      );
      await prepareCluster(manifests, accounts, params, context);
      return await Promise.all(
        manifests.map(
          async (manifest) =>
            fixed.get(manifest) ??
            (await withReferencesFor(manifest, manifests, accounts, params)),
        ),
      );
    }),
};

async function withReferencesFor(
  manifest: Manifest,
  manifests: readonly Manifest[],
  accounts: readonly Account[],
  { ctx: { provider }, api, log, defaultNamespace }: GetManifestsParams,
): Promise<Manifest> {
  if (
    accounts.some((account) => isAccount(manifest, account, defaultNamespace))
  ) {
    const { references } = pullSecretsOf(provider);
    return withReferences(manifest, references);
  }
  if (podSpecsOf(manifest).length === 0) return manifest;
  const namespace = manifest.metadata?.namespace ?? defaultNamespace;
  return await withAllReferences(manifest, {
    api,
    namespace,
    provider,
    manifests,
    log,
  });
}

/** Where Garden is about to apply the manifests, their namespaces hold the Secrets, and the accounts that are not among
 *  them the references: now, or once the namespaces are there that they make themselves. */
async function prepareCluster(
  manifests: readonly Manifest[],
  accounts: readonly Account[],
  { ctx, api, log, defaultNamespace }: GetManifestsParams,
  context: PatchContext,
): Promise<void> {
  const { references, sources } = pullSecretsOf(ctx.provider);
  const ownNamespaces = new Set(
    manifests
      .filter(({ kind }) => kind === "Namespace")
      .map(({ metadata }) => metadata?.name ?? ""),
  );
  const namespaces = new Set([
    ...manifests
      .filter((manifest) => podSpecsOf(manifest).length > 0)
      .map(({ metadata }) => metadata?.namespace ?? defaultNamespace),
    ...accounts.map(({ namespace }) => namespace),
  ]);
  const prepare = async (namespace: string) => {
    await ensureOrExplain(context, { api, namespace, secrets: sources, log });
    const here = accounts.filter((account) => account.namespace === namespace);
    if (here.length === 0) return;
    const resources = manifests
      .filter(isCustomResource)
      .map(({ metadata }) => metadata?.name ?? "");
    const live = await liveAccounts(resources, namespace, api, log);
    const isNew = ({ name }: Account) =>
      !here.some((account) => account.name === name);
    for (const account of [...here, ...live.filter(isNew)]) {
      if (
        !manifests.some((manifest) =>
          isAccount(manifest, account, defaultNamespace),
        )
      )
        await addToAccount(account, { ctx, references, log }, context);
    }
  };
  await prepareNamespaces(namespaces, ownNamespaces, prepare);
}
