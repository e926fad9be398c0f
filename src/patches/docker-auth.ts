import type { V1Secret } from "@kubernetes/client-node";
import type { PullSecretSource } from "../resolver/pull-secrets.js";
import type { KubeApi } from "./garden.js";
import type { Patch, PatchContext } from "./patch.js";

type BuildDockerAuthConfig = (
  imagePullSecrets: readonly PullSecretSource[],
  api: KubeApi,
) => Promise<unknown>;

/** Garden merges the Secrets into the docker config of its builders. Where one doesn't parse, its error quotes the
 *  Secret, because `JSON.parse` does; here it says so without a quotation, before Garden looks. */
export const dockerAuth: Patch<BuildDockerAuthConfig> = {
  id: "docker-auth",
  pod: "none: the docker config of the builders",
  declares: "buildDockerAuthConfig",
  file: "plugins/kubernetes/init.ts",
  parameters: ["imagePullSecrets", "api"],
  uses: [],
  gardens: ">=0.13.20",
  mendedFrom: null,
  mandatory: true,
  gap: "an error about a docker config that doesn't parse quotes the Secret",
  wrap: (original, context) =>
    async function buildDockerAuthConfig(imagePullSecrets, api) {
      return await original(imagePullSecrets, checkingApi(api, context));
    },
};

/** `api`, whose Secrets are looked at before they are handed on. */
function checkingApi(api: KubeApi, context: PatchContext): KubeApi {
  const read: KubeApi["core"]["readNamespacedSecret"] = async (params) => {
    const secret = await api.core.readNamespacedSecret(params);
    if (isUnreadable(secret)) {
      throw context.configurationError(
        `Secret '${params.name}' in namespace '${params.namespace}' is no pull secret: its .dockerconfigjson is not a ` +
          "JSON object. Make it anew: kubectl create secret docker-registry " +
          `${params.name} --namespace ${params.namespace} ...`,
      );
    }
    return secret;
  };
  return withValue(
    api,
    "core",
    withValue(api.core, "readNamespacedSecret", read),
  );
}

/** `object` as it is, but for one property. */
function withValue<T extends object, K extends keyof T>(
  object: T,
  key: K,
  value: T[K],
): T {
  return new Proxy(object, {
    get: (target, name) =>
      name === key ? value : (Reflect.get(target, name) as unknown),
  });
}

function isUnreadable({ data }: V1Secret): boolean {
  const encoded = data?.[".dockerconfigjson"];
  if (encoded === undefined || encoded === "") return false;
  try {
    const config: unknown = JSON.parse(
      Buffer.from(encoded, "base64").toString(),
    );
    return typeof config !== "object" || config === null;
  } catch {
    return true;
  }
}
