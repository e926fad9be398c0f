import type { Manifest } from "../../manifests/pod-specs.js";
import { secretUsesOf } from "../../manifests/secret-uses.js";
import type { CleanFacts, DeployFact } from "./facts.js";
import type { PodUser } from "./pod-users.js";

/** Something that needs an object of ours, and the command after which it no longer does. */
export interface Need {
  /** As `Deployment/web`. */
  readonly by: string;
  readonly free: string;
}

/** The commands that free a Deploy. */
export function redeployOrDelete(deploy: string): string {
  return `${redeploy(deploy)}; or garden delete deploy ${deploy}`;
}

function redeploy(deploy: string): string {
  return `without the patch: garden deploy ${deploy} --force`;
}

/** The command that frees what a Deploy's own manifests name. */
function takeOut(deploy: DeployFact, namespace: string | undefined): string {
  const orDelete = isDeletedWith(deploy, namespace)
    ? `; or garden delete deploy ${deploy.name}`
    : "";
  return `take it out of Deploy ${deploy.name}, and deploy that again${orDelete}`;
}

/** What needs the Secret, and how each is freed. A pod whose workload does not name the Secret has it from its
 *  ServiceAccount (Kubernetes, ServiceAccount admission), or is of an earlier revision. */
export function needsOf(
  { root, naming }: PodUser,
  secret: string,
  facts: CleanFacts,
): Need[] {
  if (naming.includes(root))
    return [{ by: inWords(root), free: freeing(root, secret, facts) }];
  const between = naming.filter(({ kind }) => kind !== "Pod");
  if (between.length > 0) {
    return between.map((each) => ({
      by: inWords(each),
      free:
        each.kind === "Job"
          ? `kubectl delete ${place(each)}`
          : `kubectl rollout status ${place(root)}`,
    }));
  }
  return naming.map((pod) => ({
    by: inWords(pod),
    free: `kubectl delete ${place(pod)}`,
  }));
}

/** The custom resources of a Deploy that name the Secret, and are in its namespace. */
export function needsOfDeploy(
  deploy: DeployFact,
  secret: string,
  namespace: string,
): Need[] {
  return deploy.resources
    .filter(
      (resource) =>
        (resource.metadata?.namespace ?? deploy.namespace) === namespace &&
        usesOf(resource, secret).length > 0,
    )
    .map((resource) => ({
      by: inWords(resource),
      free: takeOut(deploy, namespace),
    }));
}

function usesOf(object: Manifest, secret: string) {
  return secretUsesOf(object).filter(({ name }) => name === secret);
}

/** As `Deployment/web`. */
function inWords({ kind = "?", metadata }: Manifest): string {
  return `${kind}/${metadata?.name ?? "?"}`;
}

const builders = ["garden-buildkit", "garden-util"];

function freeing(root: Manifest, secret: string, facts: CleanFacts): string {
  const { kind, metadata } = root;
  const deploy = deployOf(root, facts);
  if (deploy && usesOf(root, secret).some(({ pulls }) => !pulls))
    return takeOut(deploy, metadata?.namespace);
  if (deploy)
    return isDeletedWith(deploy, metadata?.namespace)
      ? redeployOrDelete(deploy.name)
      : redeploy(deploy.name);
  // The next build recreates it.
  if (kind === "Deployment" && builders.includes(metadata?.name ?? ""))
    return `kubectl delete ${place(root)}`;
  if (metadata?.namespace === facts.systemNamespace)
    return `garden plugins ${facts.provider} uninstall-garden-services`;
  // Neither a pod's list nor a Job's can be changed.
  return ["Pod", "Job"].includes(kind ?? "")
    ? `kubectl delete ${place(root)}, or wait until it ends`
    : `kubectl edit ${place(root)}`;
}

/** Of manifests, Garden deletes those in the Deploy's own namespace (Garden, `deleteKubernetesDeploy`). */
function isDeletedWith(deploy: DeployFact, namespace?: string): boolean {
  return deploy.release !== null || deploy.namespace === namespace;
}

/** Garden marks the objects of a Deploy with its name; helm, those of a release with the release's. Undefined where
 *  the project has no such Deploy. */
function deployOf(
  { metadata }: Manifest,
  { deploys }: CleanFacts,
): DeployFact | undefined {
  const { labels, annotations } = metadata ?? {};
  const marked =
    labels?.["garden.io/service"] ?? annotations?.["garden.io/service"];
  const release = annotations?.["meta.helm.sh/release-name"];
  const releasePlace = annotations?.["meta.helm.sh/release-namespace"];
  return deploys.find(
    (each) =>
      each.name === marked ||
      (each.release === release && each.namespace === releasePlace),
  );
}

function place({ kind = "", metadata }: Manifest): string {
  return `${kind.toLowerCase()} ${metadata?.name ?? ""} --namespace ${metadata?.namespace ?? ""}`;
}
