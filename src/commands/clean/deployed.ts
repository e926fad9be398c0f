import { gunzipSync } from "node:zlib";
import type { V1ConfigMap, V1Secret } from "@kubernetes/client-node";
import type { Manifest } from "../../manifests/pod-specs.js";
import { statusOf } from "../../cluster/api-failure.js";
import { isPullSecretsVersion } from "../../patches/workloads/user-deploy.js";
import type { ActionPlace } from "../manifests/action-places.js";
import { withSpec } from "../../garden/actions.js";
import type { Project } from "../inside/project.js";
import { reasonFor, type NotShown } from "../manifests/tasks.js";
import type { DeployFact } from "./facts.js";
import { CleanError, inWords, namespacePath } from "./read-facts.js";
import type { CleanRequests } from "../../cluster/object-requests.js";

/** A Deploy as it is in the cluster, and in the config. Throws CleanError where the cluster does not tell. */
export async function deployFact(
  project: Project,
  place: ActionPlace,
  requests: CleanRequests,
  notShown: NotShown[],
): Promise<DeployFact> {
  const { action, namespace } = place;
  const { name } = action;
  switch (action.type) {
    case "kubernetes": {
      const record = await gardenRecord(requests, namespace, name);
      const named = await configuredNamespaces(project, place, notShown);
      return {
        name,
        release: null,
        namespace,
        namespaces: [
          ...new Set([namespace, ...named, ...(record?.namespaces ?? [])]),
        ],
        withReferences: isPullSecretsVersion(record?.version ?? ""),
      };
    }
    case "helm": {
      const { releaseName: release = name } = action.getSpec();
      const version = await releaseVersion(requests, namespace, release);
      return {
        name,
        release,
        namespace,
        namespaces: [namespace],
        withReferences: isPullSecretsVersion(version),
      };
    }
    default:
      return {
        name,
        release: null,
        namespace,
        namespaces: [namespace],
        withReferences: false,
      };
  }
}

/** What Garden remembers of a `kubernetes` Deploy (Garden, `getMetadataManifest`). */
async function gardenRecord(
  requests: CleanRequests,
  namespace: string,
  deploy: string,
): Promise<{ version: string; namespaces: string[] } | null> {
  const name = `garden-meta-deploy-${deploy}`;
  const path = `${namespacePath("v1", namespace, "configmaps")}/${name}`;
  const found = await inWords(`reading ConfigMap '${name}'`, namespace, () =>
    requests.get(path).catch((error: unknown) => {
      if (statusOf(error) === 404) return null;
      throw error;
    }),
  );
  if (found === null) return null;
  const { data = {} } = found as V1ConfigMap;
  const text = data["manifestMetadata"] ?? "{}";
  const objects = understood(`ConfigMap '${name}'`, namespace, () =>
    JSON.parse(text),
  ) as Record<string, { readonly namespace: string }>;
  return {
    version: data["resolvedVersion"] ?? "",
    namespaces: Object.values(objects).map((object) => object.namespace),
  };
}

/** The namespaces that a Deploy's manifests name now. `patchResources`, which kubectl applies, can't move an object. */
async function configuredNamespaces(
  { api, functions, log }: Project,
  { action, ctx, namespace }: ActionPlace,
  notShown: NotShown[],
): Promise<string[]> {
  const spec = { ...action.getSpec(), patchResources: [] };
  const what = `Deploy ${action.name}`;
  if (spec.kustomize?.path !== undefined) {
    const reason =
      "kustomize renders its manifests, and no program is run; the namespaces of what is deployed are known";
    notShown.push({ what, reason });
    return [];
  }
  const plain = withSpec(action, spec);
  const params = { ctx, api, log, action: plain, defaultNamespace: namespace };
  try {
    const manifests = await functions.getManifests(params);
    return manifests.flatMap(namespaceOf);
  } catch (error) {
    notShown.push({ what, reason: reasonFor(error) });
    return [];
  }
}

function namespaceOf({ kind, metadata }: Manifest): string[] {
  const found = kind === "Namespace" ? metadata?.name : metadata?.namespace;
  return found === undefined ? [] : [found];
}

/** The version of a Deploy that Garden has put into its release's values; empty where there is no such release. Helm
 *  keeps a release as JSON, zipped, in base64, in a Secret (helm, pkg/storage/driver). */
async function releaseVersion(
  requests: CleanRequests,
  namespace: string,
  release: string,
): Promise<string> {
  const path = namespacePath("v1", namespace, "secrets");
  const selector = `owner=helm,name=${release},status=deployed`;
  const [secret] = (await inWords("listing secrets", namespace, () =>
    requests.list(path, selector),
  )) as readonly V1Secret[];
  const text = Buffer.from(secret?.data?.["release"] ?? "", "base64");
  if (text.length === 0) return "";
  const { config } = understood(`release '${release}'`, namespace, () => {
    const zipped = Buffer.from(text.toString(), "base64");
    return JSON.parse(gunzipSync(zipped).toString());
  }) as {
    readonly config?: {
      readonly ".garden"?: { readonly version?: string };
    } | null;
  };
  return config?.[".garden"]?.version ?? "";
}

/** What was read, parsed. The parser's own error is left out: it quotes what it can't read, values of a chart too. */
function understood(
  what: string,
  namespace: string,
  parse: () => unknown,
): unknown {
  try {
    return parse();
  } catch {
    throw new CleanError(
      `Failed reading ${what} in namespace '${namespace}': it is not as Garden and helm write it. Deploy it again`,
    );
  }
}
