import type {
  PullSecretReference,
  PullSecretSource,
} from "../../resolver/pull-secrets.js";
import { SecretError } from "../../secrets/secret-api.js";
import type { GardenLog } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";
import type { Patch, PatchContext } from "../patch.js";
import { running } from "../running.js";
import {
  ensurePullSecrets,
  type CopyRequest,
} from "../../cluster/pull-secret-copies.js";

interface PrepareSecretsParams {
  readonly api: KubeApi;
  readonly namespace: string;
  readonly secrets?: readonly PullSecretSource[];
  readonly log: GardenLog;
}

type PrepareSecrets = (
  params: PrepareSecretsParams,
  ...rest: never[]
) => Promise<PullSecretReference[]>;

/** Garden reads and writes every Secret again for every action, with the source's labels and annotations. What comes
 *  through `copySecrets` passes here as well: Secrets of other types go on to Garden's own function, as they are. */
export const secrets: Patch<PrepareSecrets> = {
  id: "secrets",
  pod: "none: copies of the pull secrets in the pods' namespaces",
  declares: "prepareSecrets",
  file: "plugins/kubernetes/secrets.ts",
  parameters: ["api", "namespace", "secrets", "log"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: true,
  gap: "every Secret is read and written again for every action, with the source's labels and annotations",
  wrap: (original, context) =>
    async function (this: unknown, params, ...rest) {
      const prepare = (given: PrepareSecretsParams) =>
        original.call(this, given, ...rest);
      const all = params.secrets ?? [];
      if (all.length === 0) return await prepare(params);
      const others = await ensureOrExplain(context, {
        ...params,
        secrets: all,
      });
      if (others.length > 0) await prepare({ ...params, secrets: others });
      return [...new Set(all.map(({ name }) => name))].map((name) => ({
        name,
      }));
    },
};

/** `ensurePullSecrets`, whose SecretError becomes an error that Garden prints without a stack trace. Where no pod is
 *  about to pull, no Secret is asked for. */
export async function ensureOrExplain(
  context: PatchContext,
  request: CopyRequest,
): Promise<PullSecretSource[]> {
  if (running().isPodless) return [];
  try {
    return await ensurePullSecrets(request);
  } catch (error) {
    if (error instanceof SecretError)
      throw context.configurationError(error.message);
    throw error;
  }
}
