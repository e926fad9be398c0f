import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Binaries } from "./binaries.js";
import { childrenOf } from "./process-identity.js";
import type { Run } from "./run.js";
import { startServer, waitFor, type Server } from "./servers.js";

/**
 * A node's processes and mounts are in a PID and a mount namespace of their own. When its first process ends, the
 * kernel ends all the others, containers included, and unmounts all they mounted: a crash leaves neither.
 */
export interface NodeNamespaces {
  /** What `nsenter` is told, to start a program on the node. */
  readonly enter: readonly string[];
  readonly server: Server;
}

/** Makes the namespaces and what the node has of its own in them. */
export async function createNodeNamespaces(
  run: Run,
  binaries: Binaries,
): Promise<NodeNamespaces> {
  const setup = [
    "set -e",
    // As on any node: mounts of the host side reach containers that ask for it, but not the world outside.
    "mount --make-rshared /",
    // Folders that containerd, runc and the kubelet have by name, whatever they are told.
    ...["/run", "/var/log", "/var/lib"].map(
      (path) => `mount --bind '${run.subfolder(`node${path}`)}' ${path}`,
    ),
    // Kernel settings that the kubelet demands: it finds them as it wants them, and the machine's own stay as they are.
    ...fakeSysctls(run).map(([fake, path]) => `mount --bind '${fake}' ${path}`),
    `exec '${binaries.pause}'`,
  ].join("\n");
  const server = startServer(run, "node", [
    ...["unshare", "--mount", "--pid", "--fork"],
    ...["--kill-child=KILL", "--mount-proc"],
    ...["--", "sh", "-c", setup],
  ]);
  const first = await waitFor("the node's first process", [server], () =>
    Promise.resolve(childrenOf(server.pid)[0]),
  );
  run.note("node-first-process", first);
  return {
    server,
    enter: ["nsenter", `--target=${first}`, "--mount", "--pid", "--"],
  };
}

/** What the kubelet sets if it finds other values (k8s.io/component-helpers/node/util/sysctl). */
const kubeletSysctls = {
  "vm/overcommit_memory": "1",
  "vm/panic_on_oom": "0",
  "kernel/panic": "10",
  "kernel/panic_on_oops": "1",
  "kernel/keys/root_maxkeys": "1000000",
  "kernel/keys/root_maxbytes": "25000000",
};

function fakeSysctls(run: Run): [string, string][] {
  const folder = run.subfolder("node/sysctls");
  return Object.entries(kubeletSysctls).map(([name, value]) => {
    const fake = join(folder, name.replaceAll("/", "."));
    writeFileSync(fake, `${value}\n`);
    return [fake, `/proc/sys/${name}`];
  });
}
