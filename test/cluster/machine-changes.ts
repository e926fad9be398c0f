import { binariesAreBuilt, binariesFolder } from "./binaries.js";
import { findProgram, missingPackages } from "./debian-packages.js";
import { planNetwork } from "./network.js";

/** What stands in the way of a cluster on this machine, a line each; empty if nothing does. */
export function whatIsMissing(): string[] {
  const packages = missingPackages();
  const goIsMissing = !binariesAreBuilt() && findProgram("go") === undefined;
  return [
    ...(process.platform === "linux" ? [] : ["A node runs on Linux only."]),
    ...(process.getuid?.() === 0
      ? []
      : ["A node can only be started by root."]),
    ...(packages.length === 0
      ? []
      : [
          `Missing Debian packages: apt-get install ${packages.join(" ")}   (or test/cluster/install-debian-packages.sh)`,
        ]),
    ...(goIsMissing
      ? ["Missing: Go 1.24 or newer, to build Kubernetes the first time."]
      : []),
  ];
}

/** What a cluster changes on this machine while it runs, for people to read before it does. */
export function whatWillChange(): string {
  const network = planNetwork();
  const build = binariesAreBuilt()
    ? `The programs are built (${binariesFolder()}).`
    : `Before that, Kubernetes, etcd and helm are built from their Go modules: 5 to 12 minutes with 2 cores, once.
They are kept in ${binariesFolder()}.`;
  return `While the cluster runs, this machine has:
  - a folder /tmp/garden-pull-secrets-cluster-* with all its files
  - a network bridge ${network.bridge} with ${network.gateway}/24, and one virtual cable per pod
  - a cgroup garden-pull-secrets-cluster-* (with cgroup v1, in every hierarchy)
  - servers on free ports of 127.0.0.1
Mounts are made in a namespace of the node's own, and no kernel setting is changed.
All of it goes when the cluster ends. After a kill -9 the processes and mounts go at once, the rest with the next start.
${build}`;
}
