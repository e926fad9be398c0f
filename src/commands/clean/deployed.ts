import { gunzipSync } from "node:zlib";
import type { V1ConfigMap, V1Secret } from "@kubernetes/client-node";
import { isCustomResource } from "../../manifests/pod-accounts.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import { statusOf } from "../../cluster/api-failure.js";
import { isPullSecretsVersion } from "../../patches/workloads/workloads.js";
import type { ActionPlace } from "../manifests/action-places.js";
import { withSpec } from "../../garden/actions.js";
import type { Project } from "../inside/project.js";
import { reasonFor, type NotShown } from "../not-shown.js";
import type { DeployFact } from "./facts.js";
import { CleanError, inWords, namespacePath } from "./read-facts.js";
import type { CleanRequests } from "../../cluster/object-requests.js";

/** A Deploy as it is in the cluster, and in the config. Throws CleanError where the cluster does not say. */
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
      const { version, objects } = await gardenRecord(
        requests,
        namespace,
        name,
      );
      const named = await configuredNamespaces(project, place, notShown);
      const deployed = objects.map((object) => object.namespace);
      return {
        name,
        release: null,
        namespace,
        namespaces: [...new Set([namespace, ...named, ...deployed])],
        withReferences: isPullSecretsVersion(version),
        resources: await readResources(requests, objects),
      };
    }
    case "helm": {
      const { releaseName: release = name } = action.getSpec();
      const found = await releaseRecord(project, requests, namespace, release);
      return {
        name,
        release,
        namespace,
        namespaces: [namespace],
        withReferences: isPullSecretsVersion(found.version),
        resources: found.manifests.filter(isCustomResource),
      };
    }
    default:
      return {
        name,
        release: null,
        namespace,
        namespaces: [namespace],
        withReferences: false,
        resources: [],
      };
  }
}

/** An object of a Deploy, by Garden's record of it. */
interface RecordedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** What Garden remembers of a `kubernetes` Deploy (Garden, `getMetadataManifest`): nothing where it isn't deployed. */
async function gardenRecord(
  requests: CleanRequests,
  namespace: string,
  deploy: string,
): Promise<{ version: string; objects: RecordedObject[] }> {
  const name = `garden-meta-deploy-${deploy}`;
  const path = `${namespacePath("v1", namespace, "configmaps")}/${name}`;
  const found = await inWords(`reading ConfigMap '${name}'`, namespace, () =>
    orNull(requests.get(path)),
  );
  const { data = {} } = (found ?? {}) as V1ConfigMap;
  const text = data["manifestMetadata"] ?? "{}";
  const objects = understood(
    `ConfigMap '${name}'`,
    namespace,
    () => JSON.parse(text) as Record<string, RecordedObject>,
  );
  return {
    version: data["resolvedVersion"] ?? "",
    objects: Object.values(objects),
  };
}

/** The custom resources among them, as the cluster has them. */
async function readResources(
  requests: CleanRequests,
  objects: readonly RecordedObject[],
): Promise<Manifest[]> {
  const found = await Promise.all(
    objects
      .filter(isCustomResource)
      .map(({ apiVersion, kind, name, namespace }) => {
        const manifest = { apiVersion, kind, metadata: { name } };
        return inWords(`reading ${kind} '${name}'`, namespace, () =>
          orNull(requests.read(manifest, namespace)),
        );
      }),
  );
  return found.filter((resource) => resource !== null);
}

/** Null where there is no such object. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  return await answer.catch((error: unknown) => {
    if (statusOf(error) === 404) return null;
    throw error;
  });
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

/** What helm keeps of a release: JSON, zipped, in base64, in a Secret (helm, pkg/storage/driver). */
interface Release {
  /** With the version of the Deploy, which Garden has put there. */
  readonly config?: {
    readonly ".garden"?: { readonly version?: string };
  } | null;
  /** What was rendered of the chart. */
  readonly manifest?: string;
}

/** A release as it is deployed: nothing where there is none. */
async function releaseRecord(
  { functions }: Project,
  requests: CleanRequests,
  namespace: string,
  release: string,
): Promise<{ version: string; manifests: Manifest[] }> {
  const path = namespacePath("v1", namespace, "secrets");
  const selector = `owner=helm,name=${release},status=deployed`;
  const [secret] = (await inWords("listing secrets", namespace, () =>
    requests.list(path, selector),
  )) as readonly V1Secret[];
  const text = Buffer.from(secret?.data?.["release"] ?? "", "base64");
  if (text.length === 0) return { version: "", manifests: [] };
  return understood(`release '${release}'`, namespace, () => {
    const zipped = Buffer.from(text.toString(), "base64");
    const found = JSON.parse(gunzipSync(zipped).toString()) as Release;
    return {
      version: found.config?.[".garden"]?.version ?? "",
      manifests: functions.loadTemplate(found.manifest ?? ""),
    };
  });
}

/** What was read, parsed. The parser's own error is left out: it quotes what it can't read, values of a chart too. */
function understood<T>(what: string, namespace: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new CleanError(
      `Failed reading ${what} in namespace '${namespace}': it is not as Garden and helm write it. Deploy it again`,
    );
  }
}
