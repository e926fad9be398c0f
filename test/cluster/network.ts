import { execFileSync } from "node:child_process";
import { networkInterfaces } from "node:os";

import type { Run } from "./run.js";

/** The addresses of one run. */
export interface Network {
  readonly bridge: string;
  /** The host's address on the bridge; the kubelet's probes come from it. */
  readonly gateway: string;
  readonly pods: string;
  /** Service addresses are given out, but nothing answers there: there is no kube-proxy. */
  readonly services: string;
  readonly dns: string;
}

/** The node's name is the address at which the API server finds the kubelet: for exec, logs and port-forward. */
export const nodeName = "127.0.0.1";

export const defaultBridge = "gardenpull0";
/** Pods get x.y.0.0/24, Services x.y.1.0/24. */
export const defaultSubnet = "10.213";

/** The addresses below the first two numbers of a private network. */
export function planNetwork(
  bridge = defaultBridge,
  subnet = defaultSubnet,
): Network {
  return {
    bridge,
    gateway: `${subnet}.0.1`,
    pods: `${subnet}.0.0/24`,
    services: `${subnet}.1.0/24`,
    dns: `${subnet}.1.10`,
  };
}

/** Why this network cannot be used on this machine; undefined if it can. */
export function networkConflict(network: Network): string | undefined {
  const prefix = network.gateway.replace(/\.1$/, ".");
  const taken = Object.entries(networkInterfaces()).find(([, addresses]) =>
    addresses?.some(({ address }) => address.startsWith(prefix)),
  );
  if (linkExists(network.bridge))
    return `There is already a network interface named ${network.bridge}.`;
  if (taken)
    return `The interface ${taken[0]} already has an address in ${network.pods}.`;
  const route = ip("-4", "route", "show", "to", "root", network.pods).trim();
  if (route) return `There is already a route to ${network.pods}: ${route}`;
  return undefined;
}

/** Makes the bridge. Pods get no default route: they reach the host and one another, and nothing else. */
export function createBridge(run: Run, network: Network): void {
  ip("link", "add", run.bridge, "type", "bridge");
  ip("address", "add", `${network.gateway}/24`, "dev", run.bridge);
  ip("link", "set", run.bridge, "up");
}

/** Removes the bridge and the ends of the pods' cables in it, if they are there. */
export function removeBridge(bridge: string): void {
  if (!linkExists(bridge)) return;
  for (const line of ip("-o", "link", "show", "master", bridge).split("\n")) {
    const link = line.match(/^\d+: ([^@:]+)/)?.[1];
    if (link) removeLink(link);
  }
  removeLink(bridge);
}

function removeLink(link: string): void {
  try {
    ip("link", "delete", link);
  } catch (error) {
    if (linkExists(link)) throw error;
  }
}

function linkExists(name: string): boolean {
  try {
    ip("link", "show", name);
    return true;
  } catch {
    return false;
  }
}

function ip(...args: string[]): string {
  return execFileSync("ip", args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
