import type { V1ServiceAccount } from "@kubernetes/client-node";
import { accountsOf, type Account } from "../../manifests/pod-accounts.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { addToAccount } from "../../cluster/account-references.js";
import { isNamespaceThere } from "../../cluster/live-namespace.js";
import type { ActionContext, GardenLog } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { Patch, PatchContext } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { running } from "../running.js";
import { ensureOrExplain } from "../deploys/secrets.js";

interface HelmParams {
  readonly ctx: ActionContext;
  readonly namespace?: string;
  readonly log: GardenLog;
  readonly args: readonly string[];
  readonly emitLogEvents: boolean;
}

type Helm = (params: HelmParams, ...rest: never[]) => Promise<string>;

/** A chart and its hooks can't be rewritten safely, so the ServiceAccounts get the references that its pods run as. */
export const userCharts: Patch<Helm> = {
  id: "user-charts",
  pod: "with `--workloads`: `helm` Deploys, by their ServiceAccounts",
  declares: "helm",
  file: "plugins/kubernetes/helm/helm-cli.ts",
  parameters: ["ctx", "namespace", "log", "args", "emitLogEvents"],
  uses: ["KubeApi", "kubectl", "loadTemplate"],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "your own charts' pods get no pull secrets",
  wrap: (original, context) =>
    async function (this: unknown, given, ...rest) {
      const helm = (params: HelmParams) => original.call(this, params, ...rest);
      const { references } = pullSecretsOf(given.ctx.provider);
      if (
        !running().userDeploy ||
        !["install", "upgrade"].includes(given.args[0] ?? "") ||
        given.args.includes("--dry-run") ||
        references.length === 0
      )
        return await helm(given);
      const chart = await render(given, helm, context);
      const api = await context
        .name("KubeApi")
        .factory(given.log, given.ctx, given.ctx.provider);
      const toBeMade = await namespacesToBeMade(chart, api, given.log);
      const isLater = ({ namespace }: Account) => toBeMade.has(namespace);
      const there = chart.accounts.filter((account) => !isLater(account));
      await prepare(there, chart, api, given, context);
      const result = await helm(given);
      const later = chart.accounts.filter(isLater);
      await prepare(later, chart, api, given, context);
      // An upgrade sets the list of an account that the chart makes as the chart has it.
      const own = there.filter((account) => ownAccount(chart, account));
      await addTo(own, chart, given, context);
      return result;
    },
};

/** What helm is about to install. */
interface Chart {
  readonly namespace: string;
  readonly release: string;
  readonly manifests: readonly Manifest[];
  /** Which its pods and its hooks' pods run as. */
  readonly accounts: readonly Account[];
}

/** Renders with the arguments of the install. */
async function render(
  params: HelmParams,
  helm: Helm,
  context: PatchContext,
): Promise<Chart> {
  const { args, namespace = "default" } = params;
  const quiet = { ...params, emitLogEvents: false };
  const text = await renderOffline(quiet, helm)
    .catch(() => renderOnline(quiet, helm))
    // Helm itself is about to say what is wrong.
    .catch(() => "");
  const manifests = context.name("loadTemplate")(text);
  return {
    namespace,
    release: args[1] ?? "",
    manifests,
    accounts: accountsOf(manifests, namespace),
  };
}

/** Asks nothing of the cluster. `template` has the flags of `install`, and prints hooks as well. */
async function renderOffline(params: HelmParams, helm: Helm): Promise<string> {
  const [, ...rest] = params.args;
  const args = ["template", ...rest.filter((word) => word !== "--install")];
  return await helm({ ...params, args });
}

/** For a chart that wants to know what kind of cluster it goes to. */
async function renderOnline(params: HelmParams, helm: Helm): Promise<string> {
  const args = [...params.args, "--dry-run", "--output", "json"];
  const { manifest, hooks } = JSON.parse(await helm({ ...params, args })) as {
    readonly manifest: string;
    readonly hooks?: readonly { readonly manifest: string }[] | null;
  };
  return [manifest, ...(hooks ?? []).map((hook) => hook.manifest)].join(
    "\n---\n",
  );
}

/** Those of the chart's namespaces that it makes and that are not there yet: nothing can be put there before helm. */
async function namespacesToBeMade(
  { manifests, accounts }: Chart,
  api: KubeApi,
  log: GardenLog,
): Promise<ReadonlySet<string>> {
  const made = manifests
    .filter(({ kind }) => kind === "Namespace")
    .map(({ metadata }) => metadata?.name);
  const used = new Set(accounts.map(({ namespace }) => namespace));
  const found = await Promise.all(
    [...used].map(async (name) =>
      made.includes(name) && !(await isNamespaceThere(api, name, log))
        ? [name]
        : [],
    ),
  );
  return new Set(found.flat());
}

/** The namespaces of the accounts hold the Secrets, and the accounts the references, when this resolves. */
async function prepare(
  accounts: readonly Account[],
  chart: Chart,
  api: KubeApi,
  params: HelmParams,
  context: PatchContext,
): Promise<void> {
  const { ctx, log } = params;
  const { sources } = pullSecretsOf(ctx.provider);
  for (const namespace of new Set(accounts.map((account) => account.namespace)))
    await ensureOrExplain(context, { api, namespace, secrets: sources, log });
  await addTo(accounts, chart, params, context);
}

async function addTo(
  accounts: readonly Account[],
  chart: Chart,
  { ctx, log }: HelmParams,
  context: PatchContext,
): Promise<void> {
  const { references } = pullSecretsOf(ctx.provider);
  for (const account of accounts) {
    const own = ownAccount(chart, account);
    const adopted = own && adoptable(own, chart, account);
    await addToAccount(account, { ctx, references, log }, context, adopted);
  }
}

function ownAccount(
  { manifests, namespace }: Chart,
  account: Account,
): V1ServiceAccount | null {
  const found = manifests.find(
    ({ kind, metadata }) =>
      kind === "ServiceAccount" &&
      metadata?.annotations?.["helm.sh/hook"] === undefined &&
      metadata?.name === account.name &&
      (metadata.namespace ?? namespace) === account.namespace,
  );
  return found ? found : null;
}

/** An account that the chart makes is there before its pods, with the references; helm takes over what carries its
 *  release's name (helm, `existingResourceConflict`). */
function adoptable(
  { imagePullSecrets }: V1ServiceAccount,
  { release, namespace }: Chart,
  { name, namespace: place }: Account,
): V1ServiceAccount {
  return {
    metadata: {
      name,
      namespace: place,
      labels: { "app.kubernetes.io/managed-by": "Helm" },
      annotations: {
        "meta.helm.sh/release-name": release,
        "meta.helm.sh/release-namespace": namespace,
      },
    },
    ...(imagePullSecrets && { imagePullSecrets }),
  };
}
