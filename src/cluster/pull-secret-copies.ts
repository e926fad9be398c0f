import type { V1Secret } from "@kubernetes/client-node";
import type { PullSecretSource } from "../resolver/pull-secrets.js";
import { copySecrets } from "../secrets/copy-secrets.js";
import { createMemory } from "./memory.js";
import { createProgress } from "./progress.js";
import type { CopyPlan } from "../secrets/plan-copy.js";
import { isPullSecret } from "../secrets/pull-secret-types.js";
import { SecretError } from "../secrets/secret-api.js";
import type { GardenLog } from "../garden/garden.js";
import type { KubeApi } from "../garden/kube-api.js";
import { secretApi } from "./secret-requests.js";

/** What this process has found out about Secrets and ServiceAccounts, by command and API server. */
export const clusterMemory = createMemory();

const progress = createProgress();

export interface CopyRequest {
  readonly api: KubeApi;
  /** The namespace whose pods are about to refer to the Secrets. */
  readonly namespace: string;
  readonly secrets: readonly PullSecretSource[];
  readonly log: GardenLog;
}

/** Makes the pull secrets among `secrets` exist in `namespace`, once per command. Returns those that are none, which
 *  are Garden's to copy. Throws SecretError: before anything is written where a source is missing or a target is not
 *  to be touched; where a write fails, the other Secrets may be there. */
export async function ensurePullSecrets(
  request: CopyRequest,
): Promise<PullSecretSource[]> {
  const { api, namespace, secrets, log } = request;
  const scope = memoryScope(api, log);
  const sources = await readSources(request);
  const pullSecrets = sources.filter(isPullSecret);
  refuseTwoOfOneName(pullSecrets);
  const key = ["copies", ...scope, namespace, ...pullSecrets.map(keyOf)];
  await clusterMemory.once(key, async () => {
    await progress.track(
      pullSecrets.length,
      (done, all) =>
        log.info(
          `garden-pull-secrets: ${String(done)} of ${String(all)} pull secrets are where they are needed`,
        ),
      () =>
        copySecrets(secretApi(api), pullSecrets, namespace, (plan) =>
          tell(request, plan),
        ),
    );
  });
  return secrets.filter((_, index) => {
    const source = sources[index];
    return source && !isPullSecret(source);
  });
}

/** What the memory of one command on one API server is kept by. */
export function memoryScope(api: KubeApi, log: GardenLog): [string, string] {
  const server = api.config?.getCurrentCluster?.()?.server ?? api.context;
  return [log.context?.sessionId ?? "", server];
}

async function readSources({
  api,
  secrets,
  log,
}: CopyRequest): Promise<V1Secret[]> {
  const scope = memoryScope(api, log);
  const found = await Promise.all(
    secrets.map(({ name, namespace }) =>
      clusterMemory.once(["source", ...scope, namespace, name], () =>
        secretApi(api).read(name, namespace),
      ),
    ),
  );
  const missing = secrets.filter((_, index) => found[index] === null);
  if (missing.length > 0)
    throw new SecretError(missing.map(describeMissing).join("\n"));
  return found.filter((secret) => secret !== null);
}

function describeMissing({ name, namespace }: PullSecretSource): string {
  return (
    `Secret '${name}' in namespace '${namespace}' not found; the provider config refers to it in imagePullSecrets or ` +
    `copySecrets. Make it there (kubectl create secret docker-registry ${name} --namespace ${namespace} ...), or ` +
    "correct the entry."
  );
}

function refuseTwoOfOneName(secrets: readonly V1Secret[]): void {
  const places = new Map<string, string>();
  for (const { metadata } of secrets) {
    const { name = "", namespace = "" } = metadata ?? {};
    const first = places.get(name);
    if (first !== undefined && first !== namespace) {
      throw new SecretError(
        `The provider config names Secret '${name}' in namespace '${first}' and in namespace '${namespace}', and a ` +
          "namespace can hold only one of them. Rename one of the two.",
      );
    }
    places.set(name, namespace);
  }
}

function keyOf({ metadata }: V1Secret): string {
  return `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;
}

/** Warnings come once per command, however many lists of Secrets name the same one. */
function tell({ api, log }: CopyRequest, { reason, sentence }: CopyPlan): void {
  const line = `garden-pull-secrets: ${sentence}`;
  if (reason === "older-copy" || reason === "other-source") {
    const key = ["told", ...memoryScope(api, log), line];
    void clusterMemory.once(key, () => Promise.resolve(log.warn(line)));
  } else if (reason !== "in-place" && reason !== "same") log.verbose(line);
}
