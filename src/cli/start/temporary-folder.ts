import { createHash } from "node:crypto";
import { readlinkSync } from "node:fs";
import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";

/** Does `work` with a folder of this process's own, and removes it. What processes left that were killed before they could
 *  do so is removed first. */
export async function inTemporaryFolder<T>(
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await removeLeftovers();
  const folder = await mkdtemp(
    path.join(tmpdir(), `${prefix()}${String(process.pid)}-`),
  );
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The name says whose the folder is: a process's number means something among processes that see each other, and
 *  containers may share a folder for temporary files. */
function prefix(): string {
  const place = createHash("sha256")
    .update(JSON.stringify([hostname(), processNumbers()]))
    .digest("hex");
  return `garden-pull-secrets-${place.slice(0, 8)}-`;
}

/** Names the namespace that this process's number is from; https://man7.org/linux/man-pages/man7/namespaces.7.html */
function processNumbers(): string | null {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

async function removeLeftovers(): Promise<void> {
  const own = prefix();
  for (const name of await readdir(tmpdir())) {
    const [, pid] = /^(\d+)-/.exec(name.slice(own.length)) ?? [];
    if (!name.startsWith(own) || pid === undefined || runs(Number(pid)))
      continue;
    const folder = path.join(tmpdir(), name);
    if (await isOwn(folder)) await rm(folder, { recursive: true, force: true });
  }
}

/** Whether this user has such a process. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isOwn(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder);
    const uid = process.getuid?.() ?? found.uid;
    return found.isDirectory() && found.uid === uid;
  } catch {
    return false;
  }
}
