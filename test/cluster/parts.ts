import { randomBytes } from "node:crypto";

import type { Binaries } from "./binaries.js";
import { createCertificates } from "./certificates.js";
import { startContainerd, type Containerd } from "./containerd.js";
import { startControlPlane, type ControlPlane } from "./control-plane.js";
import { startHub, type Hub, type HubOptions } from "./hub/hub.js";
import {
  startOtherRegistries,
  type OtherRegistries,
} from "./hub/other-registries.js";
import { parseImageName } from "./image-name.js";
import { builtAppImage, images } from "./images.js";
import { startKubelet } from "./kubelet.js";
import type { Network } from "./network.js";
import { createNodeNamespaces } from "./node.js";
import type { Credentials } from "./pull-secrets.js";
import { startRegistry, type Registry } from "./registry.js";
import type { Run } from "./run.js";
import { freePorts, type Server } from "./servers.js";

/** All that runs, as it was started. */
export interface Parts {
  readonly controlPlane: ControlPlane;
  readonly containerd: Containerd;
  readonly registry: Registry;
  readonly hub: Hub;
  readonly otherRegistries: OtherRegistries;
  readonly credentials: Credentials;
  readonly servers: readonly Server[];
}

interface Start {
  readonly binaries: Binaries;
  readonly network: Network;
  /** Gets what runs in this process as soon as it runs, so that it can be stopped if another part fails. */
  readonly fronts: { readonly stop: () => Promise<void> }[];
  readonly say: (line: string) => void;
}

/** Starts the control plane, the registries and the node, side by side as far as one does not need the other. */
export async function startParts(run: Run, start: Start): Promise<Parts> {
  const { binaries, network, say } = start;
  const ports = await freePorts(
    ...(["etcdClient", "etcdPeer", "apiServer", "controllerManager"] as const),
    ...(["scheduler", "kubelet", "registry"] as const),
  );
  const credentials = {
    user: "garden-user",
    password: randomBytes(15).toString("base64url"),
  };

  const startMaster = async () => {
    const certificates = await createCertificates(run);
    const options = { binaries, certificates, ports, network };
    const controlPlane = await startControlPlane(run, options);
    say("the control plane is ready");
    return { certificates, controlPlane };
  };
  const startRegistries = async () => {
    const registry = await startRegistry(run, ports.registry, binaries.pause);
    const hub = await startHub(hubOptions(registry, credentials));
    start.fronts.push(hub);
    const wildcard = parseImageName(builtAppImage);
    const otherRegistries = await startOtherRegistries(registry, wildcard);
    start.fronts.push(otherRegistries);
    say("the registries are ready");
    return { registry, hub, otherRegistries };
  };
  const startRuntime = async (
    registries: ReturnType<typeof startRegistries>,
  ) => {
    const node = await createNodeNamespaces(run, binaries);
    const { hub, otherRegistries } = await registries;
    const fronts = { hub: hub.url, others: otherRegistries.url };
    return {
      node,
      containerd: await startContainerd(run, node, network, fronts),
    };
  };

  const startedRegistries = startRegistries();
  const [master, registries, runtime] = await together([
    startMaster(),
    startedRegistries,
    startRuntime(startedRegistries),
  ]);
  const { certificates, controlPlane } = master;
  const { node, containerd } = runtime;
  const kubelet = startKubelet(run, node, {
    binaries,
    certificates,
    kubeconfig: controlPlane.kubeletKubeconfig,
    network,
    containerdSocket: containerd.socket,
    port: ports.kubelet,
  });
  const { registry, hub, otherRegistries } = registries;
  const onNode = [node.server, containerd, kubelet];
  const servers = [...controlPlane.servers, registry.server, ...onNode];
  return {
    controlPlane,
    containerd,
    registry,
    hub,
    otherRegistries,
    credentials,
    servers,
  };
}

function hubOptions(registry: Registry, account: Credentials): HubOptions {
  const onHub = images.filter(({ name }) => name.startsWith("docker.io/"));
  const repositories = (isPrivate: boolean) =>
    onHub
      .filter((image) => (image.private ?? false) === isPrivate)
      .map((image) => parseImageName(image.name).repository);
  return {
    upstream: registry,
    repositories: { public: repositories(false), private: repositories(true) },
    accounts: { [account.user]: account.password },
  };
}

/** Like Promise.all, but lets the others end before it throws: all that they start must be known when it is removed. */
async function together<T extends readonly Promise<unknown>[]>(
  promises: readonly [...T],
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
