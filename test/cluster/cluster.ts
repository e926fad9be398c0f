import { join } from "node:path";

import { readAuditLog, type AuditLog } from "./audit.js";
import { buildBinaries, type Binaries } from "./binaries.js";
import { writeRegistryHosts } from "./containerd.js";
import { createCgroup } from "./cgroups.js";
import { removeNodeImages } from "./cri.js";
import type { Hub } from "./hub/hub.js";
import type { OtherRegistries } from "./hub/other-registries.js";
import { writeKubeconfig } from "./kubeconfig.js";
import { createKubectl } from "./kubectl.js";
import { whatIsMissing } from "./machine-changes.js";
import { createBridge, networkConflict, planNetwork } from "./network.js";
import { startParts } from "./parts.js";
import { pullSecret, type Credentials } from "./pull-secrets.js";
import { waitForServiceAccount, waitUntilUsable } from "./readiness.js";
import { removeAtExit } from "./removal.js";
import type { Registry } from "./registry.js";
import { createRun, findRuns } from "./run.js";
import { removeCrashedRuns } from "./teardown.js";

export interface ClusterOptions {
  /** Hears what happens, a line at a time. */
  readonly say?: (line: string) => void;
  /** The name of the bridge that is made on this machine. */
  readonly bridge?: string;
  /** The first two numbers of a private network that this machine does not use, like `10.213`. */
  readonly subnet?: string;
  /** A folder that gets a copy of all logs before they are removed. */
  readonly keepLogs?: string;
}

/** A running cluster with one node, and the registries from which it pulls. */
export interface Cluster {
  /** The path of a kubeconfig with all rights. */
  readonly kubeconfig: string;
  readonly apiServer: string;
  /** The folder with all that this run keeps on disk. */
  readonly folder: string;
  readonly audit: AuditLog;
  /** Debian's docker-registry, which stands behind the others and takes one login, by Basic. */
  readonly registry: Pick<Registry, "url" | "authorization">;
  /** Docker Hub, as far as the node can tell. It lives in this process: whoever blocks that blocks every pull. */
  readonly hub: Hub;
  /** All other registries. */
  readonly otherRegistries: OtherRegistries;
  /** The account that may pull from Docker Hub's private repositories. */
  readonly credentials: Credentials;
  readonly binaries: Binaries;
  /**
   * Writes a kubeconfig for whom a token stands, a service account's from `kubectl create token` for one, and returns
   * its path; with a server, one that goes by way of a proxy.
   */
  readonly writeKubeconfig: (
    name: string,
    token: string,
    server?: string,
  ) => string;
  /** Runs kubectl with all rights and returns what it prints; throws with its complaint if it fails. */
  readonly kubectl: (...args: string[]) => Promise<string>;
  /** Creates or changes objects as `kubectl apply` does. */
  readonly apply: (...objects: object[]) => Promise<void>;
  /** Makes a namespace in which pods can be created at once. */
  readonly createNamespace: (name: string) => Promise<void>;
  /** Makes a Secret to pull with, or changes it; without credentials, with this cluster's own account. */
  readonly createPullSecret: (
    namespace: string,
    name: string,
    credentials?: Credentials,
  ) => Promise<void>;
  /** Removes images from the node by their full names, or all, so that they are pulled again. */
  readonly removeImages: (...names: string[]) => Promise<void>;
  /** Sends the node's pulls from a registry to another address, until what it returns is called. */
  readonly redirect: (
    registry: string,
    url: string,
    mirror?: string,
  ) => () => void;
  /** Ends the cluster and removes all that it put on the machine. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a Kubernetes of its own on this machine. It ends with this process at the latest, and takes all it put on the
 * machine with it; what a killed process could not remove, the next start does. Needs root, Debian's packages and,
 * the first time, Go.
 */
export async function startCluster(
  options: ClusterOptions = {},
): Promise<Cluster> {
  const say = options.say ?? (() => undefined);
  const missing = whatIsMissing();
  if (missing.length > 0) throw new Error(missing.join("\n"));
  const binaries = await buildBinaries(say);
  for (const folder of removeCrashedRuns())
    say(`removed what a crashed run left (${folder})`);

  const network = planNetwork(options.bridge, options.subnet);
  const conflict = networkConflict(network);
  if (conflict !== undefined) {
    const holders = findRuns().filter(
      ({ record }) => record.bridge === network.bridge,
    );
    throw new Error([conflict, ...holders.map(describeRun)].join(" "));
  }
  const run = createRun(network.bridge);
  const removal = removeAtExit(run, options.keepLogs);
  const fronts: { readonly stop: () => Promise<void> }[] = [];
  const stop = async () => {
    await Promise.all(fronts.splice(0).map((front) => front.stop()));
    removal.now();
  };
  try {
    createBridge(run, network);
    createCgroup(run.cgroup);
    const parts = await startParts(run, { binaries, network, fronts, say });
    const { controlPlane, containerd, credentials, servers } = parts;
    const kubectl = createKubectl(binaries, controlPlane.kubeconfig, run);
    await waitUntilUsable(kubectl, servers);
    say("the node is ready");
    return {
      kubeconfig: controlPlane.kubeconfig,
      apiServer: controlPlane.url,
      folder: run.folder,
      audit: readAuditLog(controlPlane.auditLog, controlPlane.ask),
      registry: parts.registry,
      hub: parts.hub,
      otherRegistries: parts.otherRegistries,
      credentials,
      binaries,
      writeKubeconfig(name, token, server = controlPlane.url) {
        const path = join(run.subfolder("kubeconfigs"), `${name}.json`);
        return writeKubeconfig(path, server, controlPlane.authority, token);
      },
      kubectl: kubectl.run,
      async apply(...objects) {
        await kubectl.runWith(objects, "apply", "--filename=-");
      },
      async createNamespace(name) {
        await kubectl.run("create", "namespace", name);
        await waitForServiceAccount(kubectl, servers, name);
      },
      async createPullSecret(namespace, name, account = credentials) {
        const secret = pullSecret(namespace, name, account);
        // On the client's side, `apply` would leave the credentials in an annotation too.
        const onServer = ["--server-side", "--force-conflicts"];
        await kubectl.runWith([secret], "apply", "--filename=-", ...onServer);
      },
      removeImages: (...names) => removeNodeImages(containerd.socket, names),
      redirect(registry, url, mirror) {
        writeRegistryHosts(run, registry, url, mirror);
        return () =>
          writeRegistryHosts(
            run,
            registry,
            registry === "docker.io"
              ? parts.hub.url
              : parts.otherRegistries.url,
          );
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function describeRun({ folder, record }: ReturnType<typeof findRuns>[number]) {
  return `A cluster is running in ${folder}, started by process ${record.owner.pid}.`;
}
