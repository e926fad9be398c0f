import { keyOfRegistry } from "../registry/registry-key.js";
import type { Subject } from "./subject.js";

/** Who refused or did not answer, in words: the registry, or what stands in for it. */
export function whoFailed({ failed, registry }: Subject): string {
  if (failed === null) return registry;
  const { host, part } = failed;
  switch (part) {
    case "registry":
      return host;
    case "token server":
      return host === registry
        ? `the token server of ${registry}`
        : `${host} (the token server of ${registry})`;
    case "mirror":
      return `${host} (a mirror of ${registry}, or a redirect)`;
    case "storage":
      return `${host} (the storage of ${registry})`;
    case "proxy":
      return host === null ? "the node's proxy" : `${host} (the node's proxy)`;
  }
}

/** How a remedy calls an image that no message names. */
export const unnamedImage = "the image";

/** The `--docker-server` that every client understands for a registry. */
export function serverOf(registry: string | null): string {
  return registry === null ? "REGISTRY" : keyOfRegistry(registry);
}

/** A Secret for a registry; NAME where it has no name yet. */
interface SecretPlace {
  readonly server: string;
  readonly name?: string;
  readonly namespace?: string | null;
}

/** The command that creates the Secret. */
export function createCommand({
  server,
  name = "NAME",
  namespace = null,
}: SecretPlace): string {
  const where = namespace === null ? "" : `--namespace=${namespace} `;
  return (
    `kubectl create secret docker-registry ${name} ${where}--docker-server=${server} ` +
    "--docker-username=USER --docker-password=TOKEN"
  );
}

/** The command that replaces all entries of a Secret that is there. */
export function replaceCommand(place: SecretPlace): string {
  return `${createCommand(place)} --dry-run=client -o yaml | kubectl apply -f -`;
}

export const addressRemedy = (subject: Subject): string =>
  `Ask the owner of ${whoFailed(subject)} to allow the address of the nodes in its firewall: the credential does not matter.`;

export const storageRemedy = (subject: Subject): string =>
  `Ask the owner of ${whoFailed(subject)} to allow the network of the nodes in the firewall of that storage account: the credential does not matter.`;

/** Of storage that refuses: whoever pulls comes with an address that the registry signed. */
export const signedRemedy = (subject: Subject): string =>
  `Check the clock of the node, and that no proxy changes addresses; then ask the owner of ${whoFailed(subject)}. Whether a pull secret is right does not matter there.`;

export const mirrorRemedy = (subject: Subject): string =>
  `Ask the owner of ${whoFailed(subject)} why it does not give out ${subject.image}, or take it out of the mirrors in the configuration of the node's container runtime.`;

export const upstreamRemedy = ({ registry }: Subject): string =>
  `Renew the login for the upstream registry in the secrets manager that the pull-through cache rule of ${registry} names; no pull secret of the pod reaches it.`;

export const billRemedy = ({ registry }: Subject): string =>
  `Ask the owner of the image at ${registry} to put the billing of its project in order, or pull it from elsewhere.`;

export const sandboxRemedy = ({ image, registry }: Subject): string =>
  `Give the container runtime of the node itself a login for ${registry}, or set its sandbox (pause) image, now ${image}, to one that needs none: no imagePullSecrets reach it.`;

export const slowProviderRemedy = ({ registry }: Subject): string =>
  `Ask who runs the node to check that it reaches the login of its cloud, which the credential provider asks and which did not answer in time. Until then, a pull secret for ${registry} works as well.`;

export const helperRemedy = ({ registry }: Subject): string =>
  `Install the credential helper that credsStore or credHelpers of the docker config (~/.docker/config.json) names, where the pull is made; or take it out there, and log in to ${registry} again (docker login).`;

const removeCommand = ({ image }: Pick<Subject, "image">): string =>
  `crictl rmi ${image === unnamedImage ? "IMAGE" : image}`;

export const lostImageRemedy = ({ image }: Subject): string =>
  `Wait for the next try; if it fails again, remove ${image} from the node (${removeCommand({ image })}): what the node kept of it is incomplete.`;

export const schemaRemedy = ({ image }: Subject): string =>
  `Take a newer tag of ${image}, or build and push it again: it has Docker's old format (schema 1), which container runtimes no longer read (containerd since 2.0, docker since 26).`;

export const webPageRemedy = (subject: Subject): string =>
  `Look at what stands between the node and ${whoFailed(subject)}: a mirror, a proxy or a login page answered with a web page in place of the image. Then remove ${subject.image} from the node (${removeCommand(subject)}), so that it is pulled anew.`;

/** Registries that everybody pulls from without a login: https://kubernetes.io/blog/2022/11/28/registry-k8s-io-faster-cheaper-ga/,
 *  https://learn.microsoft.com/en-us/azure/container-registry/ */
const withoutAccounts: readonly string[] = [
  "registry.k8s.io",
  "mcr.microsoft.com",
];

/** Whether it was one of these that refused, and not a mirror of it. */
export function hasNoAccounts({ failed, registry }: Subject): boolean {
  return (
    withoutAccounts.includes(registry) &&
    (failed === null || failed.part === "registry")
  );
}

export function withoutAccountsRemedy(
  cause: string,
  { image, registry }: Subject,
): string {
  return cause.startsWith("rate-limit")
    ? `Wait, start fewer pods at once, or pull ${image} from a mirror or a cache of your own: ${registry} has no accounts, so that no pull secret helps.`
    : `Check the name and the tag of ${image}: ${registry} has no accounts and no private images, so that no pull secret helps.`;
}

export const ownersRemedy = (): string =>
  "Ask who runs the node to look at its container runtime's log: the runtime may not write the image's files with their owners. In a user namespace it needs more ids in /etc/subuid and /etc/subgid; on Windows, its rights.";

export const snapshotterRemedy = (): string =>
  "Ask who runs the node to start the snapshotter that its container runtime is configured with (its service, and its entry in the runtime's configuration); until then, let the pod run on another node (kubectl cordon NODE).";
