import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** The root folders of all cgroup hierarchies: one with cgroup v2, one per controller with v1. */
function hierarchies(): string[] {
  const roots = readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(
      ([, path, type]) =>
        (type === "cgroup" || type === "cgroup2") &&
        path?.startsWith("/sys/fs/cgroup"),
    )
    .flatMap(([, path]) => (path === undefined ? [] : [path]));
  return [...new Set(roots)];
}

/** Makes the run's cgroup in every hierarchy. All pods are below it, so that the teardown finds them and touches no others. */
export function createCgroup(name: string): void {
  for (const root of hierarchies()) {
    delegateControllers(root);
    mkdirSync(join(root, name), { recursive: true });
  }
}

/**
 * With cgroup v2 a cgroup has the controllers that the one above hands on, and the kubelet wants all of these. Most
 * machines hand them on already; what is handed on here stays so, since others may have begun to rely on it.
 */
function delegateControllers(root: string): void {
  const available = join(root, "cgroup.controllers");
  if (!existsSync(available)) return;
  const present = readFileSync(available, "utf8").trim().split(" ");
  const wanted = ["cpu", "cpuset", "hugetlb", "memory", "pids"];
  const list = wanted.filter((controller) => present.includes(controller));
  writeFileSync(
    join(root, "cgroup.subtree_control"),
    list.map((controller) => `+${controller}`).join(" "),
  );
}

/** Removes the run's cgroups, innermost first. True once none is left: the kernel refuses while a process still ends in one. */
export function removeCgroup(name: string): boolean {
  const folders = hierarchies().map((root) => join(root, name));
  folders.forEach(removeTree);
  return !folders.some((folder) => existsSync(folder));
}

/** The process numbers in the run's cgroups. */
export function processesIn(name: string): number[] {
  const pids = hierarchies().flatMap((root) => collect(join(root, name)));
  return [...new Set(pids)];
}

function collect(folder: string): number[] {
  if (!existsSync(folder)) return [];
  const own = readFileSync(join(folder, "cgroup.procs"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map(Number);
  return [...own, ...subfolders(folder).flatMap(collect)];
}

function removeTree(folder: string): void {
  if (!existsSync(folder)) return;
  subfolders(folder).forEach(removeTree);
  try {
    rmdirSync(folder);
  } catch {
    // Still in use: the caller tries again.
  }
}

function subfolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}
