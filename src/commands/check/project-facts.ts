import type { V1PodSpec, V1Secret } from "@kubernetes/client-node";
import type { KubeApi } from "../../garden/kube-api.js";
import { pullSecretsOf } from "../../patches/provider-pull-secrets.js";
import { secretApi } from "../../cluster/secret-requests.js";
import { accountPullSecrets } from "../../cluster/account-pull-secrets.js";
import { imagesOf } from "../../manifests/images.js";
import { parseImageReference } from "../../registry/image-reference.js";
import type { Builder } from "../../registry/readers.js";
import type { PullSecretSource } from "../../resolver/pull-secrets.js";
import { planCopy } from "../../secrets/plan-copy.js";
import { SecretError } from "../../secrets/secret-api.js";
import { needsToRun } from "../inside/needs-to-run.js";
import type { Project } from "../inside/project.js";
import { buildsImages } from "../manifests/tasks.js";
import type { NotShown } from "../not-shown.js";
import { renderWorkloads } from "../manifests/workloads.js";
import type {
  CopyFact,
  PodFact,
  ProjectFacts,
  SecretState,
  SourceFact,
} from "./facts.js";

/** Finds out what the checks need to know of a project: it reads Secrets and ServiceAccounts of the cluster, and renders
 *  the workloads. What can't be rendered goes to `notShown`. */
export async function projectFacts(
  project: Project,
  cluster: KubeApi,
  notShown: NotShown[],
): Promise<ProjectFacts> {
  const read = secretReader(cluster);
  const { sources } = pullSecretsOf(project.provider);
  const workloads = await renderWorkloads(project, notShown);
  const pods: PodFact[] = [];
  const namespaces = new Map<string, Set<string>>();
  for (const { manifest, podSpec, manifests, namespace } of workloads) {
    const names = await referencesOf(podSpec, {
      api: cluster,
      namespace,
      manifests,
      log: project.log,
    });
    for (const name of names) {
      if (!sources.some((source) => source.name === name)) continue;
      namespaces.set(name, (namespaces.get(name) ?? new Set()).add(namespace));
    }
    pods.push({
      workload: `${manifest.kind ?? "?"}/${manifest.metadata?.name ?? "?"}`,
      images: imagesOf(podSpec),
      ...(await secretsOf(names, namespace, sources, read)),
    });
  }
  return {
    sources: await Promise.all(
      sources.map(async ({ name, namespace }): Promise<SourceFact> => ({
        name,
        namespace,
        state: await read(name, namespace),
      })),
    ),
    copies: await copyFacts(sources, namespaces, read),
    pods,
    built: await builtImages(project),
    builders: buildsImages(project)
      ? (buildersOf[project.provider.config.buildMode ?? ""] ?? [])
      : [],
  };
}

/** Each asks with skopeo, in `garden-util` or the container `util`, whether an image is there already. */
const buildersOf: Readonly<Record<string, readonly Builder[]>> = {
  "cluster-buildkit": ["buildkit", "garden-util"],
  kaniko: ["kaniko", "garden-util"],
};

type ReadSecret = (name: string, namespace: string) => Promise<SecretState>;

/** Reads each Secret once. */
function secretReader(cluster: KubeApi): ReadSecret {
  const api = secretApi(cluster);
  const known = new Map<string, Promise<SecretState>>();
  const readOnce = async (
    name: string,
    namespace: string,
  ): Promise<SecretState> => {
    try {
      const secret = await api.read(name, namespace);
      return secret === null ? { kind: "absent" } : { kind: "found", secret };
    } catch (error) {
      if (!(error instanceof SecretError)) throw error;
      return { kind: "unknown", problem: error.message };
    }
  };
  return (name, namespace) => {
    const key = `${namespace}/${name}`;
    const state = known.get(key) ?? readOnce(name, namespace);
    known.set(key, state);
    return state;
  };
}

/** The names of the Secrets that a pod pulls with. */
async function referencesOf(
  podSpec: V1PodSpec,
  search: Parameters<typeof accountPullSecrets>[1],
): Promise<string[]> {
  const own = podSpec.imagePullSecrets ?? [];
  const references =
    own.length > 0 ? own : await accountPullSecrets(podSpec, search);
  return references.flatMap(({ name }) => name ?? []);
}

/** What a pod's names stand for once it is deployed: the provider's Secrets for theirs, since they are copied. */
async function secretsOf(
  names: readonly string[],
  namespace: string,
  sources: readonly PullSecretSource[],
  read: ReadSecret,
): Promise<Pick<PodFact, "secrets" | "problems">> {
  const secrets: V1Secret[] = [];
  const problems: string[] = [];
  for (const name of names) {
    const source = sources.find((entry) => entry.name === name);
    const place = source?.namespace ?? namespace;
    const state = await read(name, place);
    if (state.kind === "found") secrets.push(state.secret);
    else if (state.kind === "absent")
      problems.push(`Secret ${place}/${name} does not exist`);
    else problems.push(state.problem);
  }
  return { secrets, problems };
}

async function copyFacts(
  sources: readonly PullSecretSource[],
  namespaces: ReadonlyMap<string, ReadonlySet<string>>,
  read: ReadSecret,
): Promise<CopyFact[]> {
  const facts: CopyFact[] = [];
  for (const { name, namespace: sourceNamespace } of sources) {
    const source = await read(name, sourceNamespace);
    if (source.kind !== "found") continue;
    for (const namespace of namespaces.get(name) ?? []) {
      if (namespace === sourceNamespace) continue;
      const copy = await read(name, namespace);
      const plan: CopyFact["plan"] =
        copy.kind === "unknown"
          ? { action: "unknown", problem: copy.problem }
          : planCopy(
              source.secret,
              copy.kind === "found" ? copy.secret : null,
              namespace,
            );
      facts.push({ name, sourceNamespace, namespace, plan });
    }
  }
  return facts;
}

/** The names of the images that the project's `container` Builds make, but for Builds that can't be resolved: what needs
 *  one of these is not shown, with the reason. */
async function builtImages(project: Project): Promise<string[]> {
  const { graph, resolve } = project;
  const builds = graph
    .getActions()
    .filter(
      (action) =>
        action.kind === "Build" &&
        action.type === "container" &&
        needsToRun(action, project) === null,
    );
  const names = await Promise.all(
    builds.map(async (action) => {
      const resolved = await resolve(action).catch(() => null);
      if (resolved === null) return [];
      const image = String(resolved.getOutput("deployment-image-id"));
      return parseImageReference(image)?.name ?? [];
    }),
  );
  return names.flat();
}
