import { randomUUID } from "node:crypto";
import type { V1Secret } from "@kubernetes/client-node";
import { startFaultProxy, type Fault, type FaultRule } from "../fault-proxy.js";
import { copyMetadata } from "../../../src/secrets/marker.js";
import type { Ended } from "../../garden/process.js";
import {
  clusterProject,
  containerDeploy,
  deployment,
  helmDeploy,
  kubernetesDeploy,
  publicImage,
  syncMode,
} from "../projects.js";
import { garden } from "./garden.js";
import { readSecret } from "./objects.js";
import { cluster } from "./shared-cluster.js";

export const sourceNamespace = "fault-sources";

/** One request that is answered wrongly, once or each time. */
export interface FaultCase {
  readonly request: string;
  readonly fault: Fault;
  readonly persists: boolean;
}

/** How a request is brought about: what lies in the target namespace before, and the Garden command. */
export interface FaultyRequest {
  readonly method: string;
  readonly path: string;
  readonly before?: "outdated copy" | "immutable copy";
  readonly command: readonly string[];
  /** What is deployed before, without a fault. */
  readonly deployed?: "helm release";
  /** How many requests of Garden's own that look the same come first. */
  readonly skips?: number;
}

export interface FaultOutcome extends Ended {
  readonly namespace: string;
  readonly faults: number;
  readonly seconds: number;
  /** The Secret in the target namespace, afterwards. */
  readonly secret: V1Secret | null;
}

const deploy = ["deploy", "app"];
const sync = ["sync", "start", "web", "--deploy"];
/** Garden's client sends a request once and retries it five times. */
const attempts = 6;

/** Every request that the patch makes or replaces, and two of Garden's own. */
export const faultyRequests: Readonly<Record<string, FaultyRequest>> = {
  "read the source Secret": {
    method: "GET",
    path: `/api/v1/namespaces/${sourceNamespace}/secrets/dockerhub`,
    command: deploy,
  },
  "read the target Secret": {
    method: "GET",
    path: "/api/v1/namespaces/TARGET/secrets/dockerhub",
    command: deploy,
  },
  "create the copy": {
    method: "POST",
    path: "/api/v1/namespaces/TARGET/secrets",
    command: deploy,
  },
  "update the copy": {
    method: "PUT",
    path: "/api/v1/namespaces/TARGET/secrets/dockerhub",
    before: "outdated copy",
    command: deploy,
  },
  "delete the copy": {
    method: "DELETE",
    path: "/api/v1/namespaces/TARGET/secrets/dockerhub",
    before: "immutable copy",
    command: deploy,
  },
  "recreate the copy": {
    method: "POST",
    path: "/api/v1/namespaces/TARGET/secrets",
    before: "immutable copy",
    command: deploy,
  },
  "read the ServiceAccount": {
    method: "GET",
    path: "/api/v1/namespaces/TARGET/serviceaccounts/default",
    command: sync,
  },
  "read the sync target": {
    method: "GET",
    path: "/apis/apps/v1/namespaces/TARGET/deployments/worker",
    deployed: "helm release",
    skips: 1,
    command: ["sync", "start", "worker", "--deploy"],
  },
  "Garden lists namespaces": {
    method: "GET",
    path: "/api/v1/namespaces",
    command: deploy,
  },
  "Garden applies the Deployment": {
    method: "POST",
    path: "/apis/apps/v1/namespaces/TARGET/deployments",
    command: deploy,
  },
};

/** Runs the command of a case in a namespace of its own, behind a proxy of its own. */
export async function runFaultCase({
  request,
  fault,
  persists,
}: FaultCase): Promise<FaultOutcome> {
  const faulty = faultyRequests[request];
  if (!faulty) throw new Error(`no request is called ${request}`);
  const namespace = faulty.deployed
    ? await helmRelease()
    : await newNamespace();
  if (faulty.before) await prepareCopy(namespace, faulty.before);
  const folder = faulty.deployed
    ? helmProject(namespace)
    : faultProject(namespace);
  const rule: FaultRule = {
    method: faulty.method,
    path: new RegExp(`^${faulty.path.replace("TARGET", namespace)}$`),
    fault,
    times: persists ? attempts : 1,
    skips: faulty.skips ?? 0,
  };
  // Cases may share a namespace, but no kubeconfig.
  const proxy = await startFaultProxy(cluster(), randomUUID(), rule);
  const started = Date.now();
  try {
    const ended = await garden(folder, faulty.command, {
      kubeconfig: proxy.kubeconfig,
    });
    if (!faulty.deployed) await removePods(namespace);
    return {
      ...ended,
      namespace,
      faults: proxy.faults(),
      seconds: Math.round((Date.now() - started) / 1000),
      secret: await readSecret("dockerhub", namespace),
    };
  } finally {
    await proxy.stop();
  }
}

const provided = { secrets: ["dockerhub"], credentials: sourceNamespace };

/** A Deploy of the type container, and one that can be put into sync mode. */
function faultProject(namespace: string): string {
  return clusterProject({
    name: namespace,
    ...provided,
    actions: [containerDeploy("app", publicImage), webDeploy("web", namespace)],
  });
}

/** A Deploy in sync mode for each namespace: it needs the copy there, as those that failed did. */
export function healingProject(namespaces: readonly string[]): string {
  return clusterProject({
    name: "fault-healing",
    ...provided,
    actions: namespaces.map((namespace) => webDeploy(namespace, namespace)),
  });
}

/** Runs no pod, so that it is ready at once. */
function webDeploy(name: string, namespace: string): object {
  return kubernetesDeploy(
    name,
    [deployment("web", { spec: { replicas: 0 } })],
    { namespace, ...syncMode("web") },
  );
}

function helmProject(namespace: string): string {
  return clusterProject({
    name: namespace,
    ...provided,
    charts: ["worker"],
    actions: [helmDeploy("worker", "worker", syncMode("worker"))],
  });
}

/** Puts a copy of ours with old data into a namespace. */
async function prepareCopy(
  namespace: string,
  state: "outdated copy" | "immutable copy",
): Promise<void> {
  await cluster().apply({
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/dockerconfigjson",
    metadata: copyMetadata(
      { metadata: { name: "dockerhub", namespace: sourceNamespace } },
      namespace,
    ),
    immutable: state === "immutable copy",
    stringData: { ".dockerconfigjson": outdatedConfig },
  });
}

export const outdatedConfig = JSON.stringify({ auths: {} });

async function newNamespace(): Promise<string> {
  const namespace = `fault-${randomUUID().slice(0, 8)}`;
  await cluster().createNamespace(namespace);
  return namespace;
}

/** The node has room for some hundred pods. */
async function removePods(namespace: string): Promise<void> {
  await cluster().kubectl(
    "delete",
    "deployments",
    "--all",
    "--wait=false",
    `--namespace=${namespace}`,
  );
}

let release: Promise<string> | undefined;

/** The namespace of a release in sync mode: no fault of the cases changes it. */
async function helmRelease(): Promise<string> {
  release ??= (async () => {
    const namespace = await newNamespace();
    const { code, stdout } = await garden(
      helmProject(namespace),
      faultyRequests["read the sync target"]?.command ?? [],
    );
    if (code !== 0 || (await readSecret("dockerhub", namespace)) === null)
      throw new Error(stdout);
    return namespace;
  })();
  return await release;
}
