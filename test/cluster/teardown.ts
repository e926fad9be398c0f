import { rmSync } from "node:fs";

import { processesIn, removeCgroup } from "./cgroups.js";
import { removeBridge } from "./network.js";
import { bootId, isAlive } from "./process-identity.js";
import { findRuns, readRecord } from "./run.js";

const patienceSeconds = 20;

/**
 * Removes what a run has on the machine: its processes, and only those, its cgroups, its bridge, its folder. The mounts
 * were in the node's own namespace and end with its processes. Synchronous, so that it can run while a process exits;
 * what is already gone is no error.
 */
export function removeRun(folder: string): void {
  const record = readRecord(folder);
  if (record === undefined) return;
  // After a reboot nothing but the folder can be left, and process numbers and names mean something else.
  if (record.boot === bootId()) {
    const alive = () => record.processes.filter(isAlive);
    retry(`${folder}: processes that do not end`, () => {
      alive().forEach(({ pid }) => kill(pid));
      return alive().length === 0;
    });
    retry(`${folder}: cgroups that are not empty`, () => {
      processesIn(record.cgroup).forEach(kill);
      return removeCgroup(record.cgroup);
    });
    removeBridge(record.bridge);
  }
  rmSync(folder, {
    recursive: true,
    force: true,
    maxRetries: 20,
    retryDelay: 100,
  });
}

/** Removes what crashed runs left on the machine, and names their folders. Runs whose owner lives are left alone. */
export function removeCrashedRuns(): string[] {
  const crashed = findRuns().filter(
    ({ record }) => record.boot !== bootId() || !isAlive(record.owner),
  );
  crashed.forEach(({ folder }) => removeRun(folder));
  return crashed.map(({ folder }) => folder);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

function retry(failure: string, attempt: () => boolean): void {
  const deadline = Date.now() + patienceSeconds * 1000;
  while (!attempt()) {
    if (Date.now() > deadline)
      throw new Error(`The cluster could not be removed. ${failure}.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}
