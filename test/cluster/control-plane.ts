import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";

import type { Binaries } from "./binaries.js";
import type { Certificates } from "./certificates.js";
import { writeKubeconfig, type ApiUser } from "./kubeconfig.js";
import { nodeName, type Network } from "./network.js";
import type { Run } from "./run.js";
import { startServer, waitFor, type Server } from "./servers.js";

export interface ControlPlane {
  /** `https://127.0.0.1:<port>` */
  readonly url: string;
  readonly auditLog: string;
  /** The certificate that signed the API server's. */
  readonly authority: string;
  /** For the user `cluster-admin`, of the group system:masters. */
  readonly kubeconfig: string;
  readonly kubeletKubeconfig: string;
  readonly servers: readonly Server[];
  /** Requests a path of the API server with all rights; answers with the status. */
  readonly ask: (path: string) => Promise<number>;
}

export interface ControlPlanePorts {
  readonly etcdClient: number;
  readonly etcdPeer: number;
  readonly apiServer: number;
  readonly controllerManager: number;
  readonly scheduler: number;
}

export interface ControlPlaneOptions {
  readonly binaries: Binaries;
  readonly certificates: Certificates;
  readonly ports: ControlPlanePorts;
  readonly network: Network;
}

/** The name under which the cluster's user appears in the audit log. */
export const adminName = "cluster-admin";

/** Starts etcd, the API server, the controller manager and the scheduler, each on loopback; ready when the API server is. */
export async function startControlPlane(
  run: Run,
  options: ControlPlaneOptions,
): Promise<ControlPlane> {
  const { binaries, certificates, ports, network } = options;
  const folder = run.subfolder("control-plane");
  const url = `https://127.0.0.1:${ports.apiServer}`;
  const auditLog = join(folder, "audit.log");
  const users = createUsers();
  const kubeconfigOf = (name: string, user: ApiUser) =>
    writeKubeconfig(
      join(folder, `${name}.kubeconfig`),
      url,
      certificates.authority.certificate,
      user.token,
    );

  const etcd = startServer(
    run,
    "etcd",
    etcdCommand(folder, binaries, certificates, ports),
  );
  const apiServer = startServer(run, "kube-apiserver", [
    binaries["kube-apiserver"],
    ...apiServerFlags({
      folder,
      auditLog,
      certificates,
      ports,
      network,
      users: Object.values(users),
    }),
  ]);
  const authority = readFileSync(certificates.authority.certificate);
  const ask = (path: string) =>
    statusOf(new URL(path, url), authority, users.admin.token);
  await waitFor("a ready API server", [etcd, apiServer], async () =>
    (await ask("/readyz")) === 200 ? true : undefined,
  );

  const common = ["--bind-address=127.0.0.1", "--leader-elect=false"];
  const controllerManager = startServer(run, "kube-controller-manager", [
    binaries["kube-controller-manager"],
    ...common,
    `--secure-port=${ports.controllerManager}`,
    `--cert-dir=${run.subfolder("control-plane/controller-manager")}`,
    `--kubeconfig=${kubeconfigOf("controller-manager", users.controllerManager)}`,
    `--service-account-private-key-file=${certificates.serviceAccountKey}`,
    `--root-ca-file=${certificates.authority.certificate}`,
  ]);
  const scheduler = startServer(run, "kube-scheduler", [
    binaries["kube-scheduler"],
    ...common,
    `--secure-port=${ports.scheduler}`,
    `--cert-dir=${run.subfolder("control-plane/scheduler")}`,
    `--kubeconfig=${kubeconfigOf("scheduler", users.scheduler)}`,
  ]);
  return {
    url,
    auditLog,
    authority: certificates.authority.certificate,
    kubeconfig: kubeconfigOf("admin", users.admin),
    kubeletKubeconfig: kubeconfigOf("kubelet", users.kubelet),
    servers: [etcd, apiServer, controllerManager, scheduler],
    ask,
  };
}

function createUsers() {
  const user = (name: string, ...groups: string[]): ApiUser => ({
    name,
    groups,
    token: randomBytes(24).toString("hex"),
  });
  return {
    admin: user(adminName, "system:masters"),
    controllerManager: user("system:kube-controller-manager", "system:masters"),
    scheduler: user("system:kube-scheduler"),
    // The node authorizer hears of a pod's Secrets a moment after the kubelet does, and refuses them until then.
    kubelet: user(`system:node:${nodeName}`, "system:nodes", "system:masters"),
  };
}

function etcdCommand(
  folder: string,
  binaries: Binaries,
  certificates: Certificates,
  ports: ControlPlanePorts,
): readonly string[] {
  const client = `https://127.0.0.1:${ports.etcdClient}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return [
    binaries.etcd,
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--client-cert-auth",
    `--trusted-ca-file=${certificates.authority.certificate}`,
    `--cert-file=${certificates.etcd.certificate}`,
    `--key-file=${certificates.etcd.key}`,
    // The data lives as long as the run: it needs to survive nothing.
    "--unsafe-no-fsync",
  ];
}

function apiServerFlags(parts: {
  folder: string;
  auditLog: string;
  certificates: Certificates;
  ports: ControlPlanePorts;
  network: Network;
  users: readonly ApiUser[];
}): readonly string[] {
  const { folder, auditLog, certificates, ports, network, users } = parts;
  const tokens = join(folder, "tokens.csv");
  writeFileSync(
    tokens,
    users
      .map(
        ({ token, name, groups }) =>
          `${token},${name},${name},"${groups.join(",")}"\n`,
      )
      .join(""),
    { mode: 0o600 },
  );
  const auditPolicy = join(folder, "audit-policy.json");
  writeFileSync(auditPolicy, JSON.stringify(requestsOnce));
  return [
    "--bind-address=127.0.0.1",
    `--secure-port=${ports.apiServer}`,
    `--advertise-address=${network.gateway}`,
    // There is no kube-proxy: nothing answers on a Service's address, so nobody needs the API server's own.
    "--endpoint-reconciler-type=none",
    `--service-cluster-ip-range=${network.services}`,
    `--tls-cert-file=${certificates.apiServer.certificate}`,
    `--tls-private-key-file=${certificates.apiServer.key}`,
    `--etcd-servers=https://127.0.0.1:${ports.etcdClient}`,
    `--etcd-cafile=${certificates.authority.certificate}`,
    `--etcd-certfile=${certificates.etcdClient.certificate}`,
    `--etcd-keyfile=${certificates.etcdClient.key}`,
    `--kubelet-certificate-authority=${certificates.authority.certificate}`,
    `--kubelet-client-certificate=${certificates.kubeletClient.certificate}`,
    `--kubelet-client-key=${certificates.kubeletClient.key}`,
    "--kubelet-preferred-address-types=Hostname",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-signing-key-file=${certificates.serviceAccountKey}`,
    `--service-account-key-file=${certificates.serviceAccountKey}`,
    `--token-auth-file=${tokens}`,
    "--authorization-mode=Node,RBAC",
    "--allow-privileged=true",
    // For the policy that strips image digests.
    "--feature-gates=MutatingAdmissionPolicy=true,ImageVolume=true",
    "--runtime-config=admissionregistration.k8s.io/v1beta1=true",
    `--audit-policy-file=${auditPolicy}`,
    `--audit-log-path=${auditLog}`,
    "--audit-log-mode=blocking-strict",
    // Never rotated: marks are places in the one file.
    "--audit-log-maxsize=4096",
    "--profiling=false",
  ];
}

/** Audits each request once, when its answer is complete: who, what, on which object; no contents. */
const requestsOnce = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  omitStages: ["RequestReceived", "ResponseStarted", "Panic"],
  rules: [{ level: "Metadata" }],
};

function statusOf(url: URL, ca: Buffer, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = request(url, {
      ca,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    probe.on("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    probe.on("error", reject);
    probe.end();
  });
}
