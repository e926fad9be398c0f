import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { askVersion } from "./cri.js";
import { cniPlugins } from "./debian-packages.js";
import { pauseImage } from "./images.js";
import type { Network } from "./network.js";
import type { NodeNamespaces } from "./node.js";
import type { Run } from "./run.js";
import { startServer, waitFor, type Server } from "./servers.js";

export interface Containerd extends Server {
  readonly socket: string;
}

/** Starts containerd on the node; ready when its socket answers. */
export async function startContainerd(
  run: Run,
  node: NodeNamespaces,
  network: Network,
  registries: { readonly hub: string; readonly others: string },
): Promise<Containerd> {
  const folder = run.subfolder("node/containerd");
  const socket = join(folder, "containerd.sock");
  writeRegistryHosts(run, "docker.io", registries.hub);
  writeRegistryHosts(run, "_default", registries.others);
  const cni = run.subfolder("node/cni");
  writeFileSync(
    join(cni, "10-pods.conflist"),
    JSON.stringify(cniConfiguration(run, network), null, 2),
  );
  const configuration = join(folder, "config.toml");
  writeFileSync(
    configuration,
    containerdConfiguration(
      folder,
      socket,
      cni,
      run.subfolder("node/registries"),
    ),
  );

  const server = startServer(run, "containerd", [
    ...node.enter,
    "containerd",
    "--config",
    configuration,
  ]);
  await waitFor("containerd", [server], () => askVersion(socket));
  return { ...server, socket };
}

/** Sends the pulls from a registry, or from all others (`_default`), to a front, with a mirror before it where there is
 *  one; containerd reads this again for each pull. containerd 1.6 ignores a file without a host table. */
export function writeRegistryHosts(
  run: Run,
  host: string,
  front: string,
  mirror?: string,
): void {
  const folder = run.subfolder(`node/registries/${host}`);
  const hosts = mirror === undefined ? "[host]" : `[host."${mirror}"]`;
  writeFileSync(
    join(folder, "hosts.toml"),
    `server = "${front}"\n\n${hosts}\n`,
  );
}

function containerdConfiguration(
  folder: string,
  socket: string,
  cni: string,
  registries: string,
): string {
  mkdirSync(join(folder, "root"), { recursive: true });
  return `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]

[grpc]
  address = "${socket}"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  disable_tcp_service = true
  netns_mounts_under_state_dir = true
  # Without CAP_SYS_RESOURCE, as in most containers, runc cannot lower a process' OOM score.
  restrict_oom_score_adj = true

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
  SystemdCgroup = false

[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "${cniPlugins}"
  conf_dir = "${cni}"

[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "${registries}"
`;
}

function cniConfiguration(run: Run, network: Network) {
  return {
    cniVersion: "0.4.0",
    name: "pods",
    plugins: [
      {
        type: "bridge",
        bridge: network.bridge,
        isGateway: false,
        ipMasq: false,
        ipam: {
          type: "host-local",
          dataDir: run.subfolder("node/cni-addresses"),
          ranges: [[rangeOf(network)]],
        },
      },
    ],
  };
}

/** The pods' addresses leave out the host's own on the bridge. */
function rangeOf(network: Network) {
  return {
    subnet: network.pods,
    gateway: network.gateway,
    rangeStart: network.gateway.replace(/\.1$/, ".10"),
  };
}
