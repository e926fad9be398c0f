import { setTimeout as sleep } from "node:timers/promises";

import { runCommand } from "./command.js";

/** Runs containerd's own client in the namespace that holds Kubernetes' images. */
export function runCtr(
  socket: string,
  args: readonly string[],
): Promise<string> {
  const place = ["--address", socket, "--namespace", "k8s.io"];
  return runCommand("ctr", [...place, ...args], { timeoutSeconds: 30 });
}

/**
 * Removes images from the node, so that the next pod pulls them anew; without names, all of them.
 * Names are full ones, like `docker.io/acme/web:1.0`. What is not there is no error. Running containers run on.
 */
export async function removeNodeImages(
  socket: string,
  names: readonly string[],
): Promise<void> {
  const images = await listImages(socket);
  const digests = new Set(
    images
      .filter(({ name }) => names.includes(name))
      .map(({ digest }) => digest),
  );
  // containerd holds each image under three names: with tag, with digest, and by its config's digest.
  const doomed = images.filter(
    ({ digest }) => names.length === 0 || digests.has(digest),
  );
  if (doomed.length === 0) return;
  await runCtr(socket, [
    "images",
    "rm",
    "--sync",
    ...doomed.map(({ name }) => name),
  ]);
  // The part of containerd that answers the kubelet learns of it from an event, and says nothing when it has.
  await sleep(300);
}

/** The images on the node, under all their names. */
export async function listImages(
  socket: string,
): Promise<{ name: string; digest: string }[]> {
  const table = await runCtr(socket, ["images", "ls"]);
  return table
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [name, , digest] = line.split(/\s+/);
      return name && digest ? [{ name, digest }] : [];
    });
}
