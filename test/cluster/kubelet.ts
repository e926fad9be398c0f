import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Binaries } from "./binaries.js";
import type { Certificates } from "./certificates.js";
import { nodeName, type Network } from "./network.js";
import type { NodeNamespaces } from "./node.js";
import type { Run } from "./run.js";
import { startServer, type Server } from "./servers.js";

export interface KubeletParts {
  readonly binaries: Binaries;
  readonly certificates: Certificates;
  readonly kubeconfig: string;
  readonly network: Network;
  readonly containerdSocket: string;
  readonly port: number;
}

/** Starts the kubelet on the node; it registers itself with the API server. */
export function startKubelet(
  run: Run,
  node: NodeNamespaces,
  parts: KubeletParts,
): Server {
  const { binaries, kubeconfig, network } = parts;
  const folder = run.subfolder("node/kubelet");
  const configuration = join(folder, "config.json");
  const settings = kubeletSettings(run, parts);
  writeFileSync(configuration, JSON.stringify(settings, null, 2));
  return startServer(run, "kubelet", [
    ...node.enter,
    binaries.kubelet,
    `--config=${configuration}`,
    `--kubeconfig=${kubeconfig}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${network.gateway}`,
    `--root-dir=${folder}`,
    `--cert-dir=${run.subfolder("node/kubelet-certificates")}`,
    ...failingCredentialProvider(run),
  ]);
}

/** The images for which a credential provider is asked that always fails. */
export const providedRegistry = "provided.example.test";

/** A program that the kubelet asks for a registry's login (Kubernetes, kubelet credential providers); this one ends with
 *  a reason and exit code 1. */
function failingCredentialProvider(run: Run): readonly string[] {
  const programs = run.subfolder("node/credential-providers");
  const program = join(programs, "away");
  writeFileSync(program, "#!/bin/sh\necho no such role >&2\nexit 1\n");
  chmodSync(program, 0o755);
  const configuration = join(run.subfolder("node/kubelet"), "providers.json");
  writeFileSync(
    configuration,
    JSON.stringify({
      apiVersion: "kubelet.config.k8s.io/v1",
      kind: "CredentialProviderConfig",
      providers: [
        {
          name: "away",
          matchImages: [providedRegistry],
          defaultCacheDuration: "0s",
          apiVersion: "credentialprovider.kubelet.k8s.io/v1",
        },
      ],
    }),
  );
  return [
    `--image-credential-provider-config=${configuration}`,
    `--image-credential-provider-bin-dir=${programs}`,
  ];
}

function kubeletSettings(run: Run, parts: KubeletParts) {
  const { certificates, network, containerdSocket, port } = parts;
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: "127.0.0.1",
    port,
    readOnlyPort: 0,
    healthzPort: 0,
    tlsCertFile: certificates.kubelet.certificate,
    tlsPrivateKeyFile: certificates.kubelet.key,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: false },
      x509: { clientCAFile: certificates.authority.certificate },
    },
    authorization: { mode: "AlwaysAllow" },
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: `/${run.cgroup}`,
    enforceNodeAllocatable: [],
    failCgroupV1: false,
    // A beta that is off by default.
    featureGates: { ImageVolume: true },
    failSwapOn: false,
    localStorageCapacityIsolation: false,
    makeIPTablesUtilChains: false,
    resolvConf: "",
    // There is no cluster DNS. Nobody can reach this address, but without one the kubelet warns in every pod's events.
    clusterDNS: [network.dns],
    clusterDomain: "cluster.local",
    podLogsDir: join(run.folder, "node/pods"),
    volumePluginDir: run.subfolder("node/volume-plugins"),
    // A full disk of the machine is no reason to evict pods or to delete images under a test.
    evictionHard: {
      "memory.available": "0%",
      "nodefs.available": "0%",
      "nodefs.inodesFree": "0%",
      "imagefs.available": "0%",
    },
    imageGCHighThresholdPercent: 100,
    // Tests wait for what the kubelet notices: let it look often, and report at once.
    syncFrequency: "10s",
    nodeStatusReportFrequency: "30s",
    // By default the kubelet waits a second for a Secret of a new pod, then pulls without: on a busy machine 3 of 360.
    configMapAndSecretChangeDetectionStrategy: "Get",
    registryPullQPS: 0,
    eventRecordQPS: 0,
  };
}
