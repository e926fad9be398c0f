import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";

import {
  bootId,
  identify,
  type ProcessIdentity,
  type RecordedProcess,
} from "./process-identity.js";

/** What a run has on the machine, as `run.json` in its folder holds it, for itself and for whoever cleans up after a crash. */
export interface RunRecord {
  readonly boot: string;
  readonly owner: ProcessIdentity;
  readonly processes: readonly RecordedProcess[];
  readonly bridge: string;
  readonly cgroup: string;
}

/** One run of the cluster, with a folder of its own that holds all its files. */
export interface Run {
  readonly folder: string;
  /** The name of the run's cgroup in every hierarchy. */
  readonly cgroup: string;
  readonly bridge: string;
  /** Notes a process that this run started. */
  note(name: string, pid: number): void;
  /** A folder below the run's, made if it is not there. */
  subfolder(name: string): string;
}

const prefix = "garden-pull-secrets-cluster-";
/** Not `$TMPDIR`: the next run must find what a crashed one left, and socket paths must stay short. */
const parent = "/tmp";

/** Makes the folder and the record of a new run. */
export function createRun(bridge: string): Run {
  const folder = mkdtempSync(join(parent, prefix));
  chmodSync(folder, 0o700);
  const owner = identify(process.pid);
  if (owner === undefined) throw new Error("/proc does not show this process.");
  let record: RunRecord = {
    boot: bootId(),
    owner,
    processes: [],
    bridge,
    cgroup: basename(folder),
  };
  const save = () => {
    writeFileSync(
      join(folder, "run.json.new"),
      JSON.stringify(record, null, 2),
      { mode: 0o600 },
    );
    renameSync(join(folder, "run.json.new"), join(folder, "run.json"));
  };
  save();
  return {
    folder,
    bridge,
    cgroup: record.cgroup,
    note(name, pid) {
      const identity = identify(pid);
      if (identity === undefined) return;
      record = {
        ...record,
        processes: [...record.processes, { ...identity, name }],
      };
      save();
    },
    subfolder(name) {
      const path = join(folder, name);
      mkdirSync(path, { recursive: true });
      return path;
    },
  };
}

/** The runs that are on this machine, whether their owner lives or not. Only folders of this user that nobody else can write to count. */
export function findRuns(): { folder: string; record: RunRecord }[] {
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const folder = join(parent, name);
      const record = readRecord(folder);
      return record === undefined ? [] : [{ folder, record }];
    });
}

/** The record in a run's folder; undefined if there is none, or if it cannot be trusted. */
export function readRecord(folder: string): RunRecord | undefined {
  try {
    const stat = lstatSync(folder);
    if (
      !stat.isDirectory() ||
      stat.uid !== process.getuid?.() ||
      (stat.mode & 0o077) !== 0
    )
      return undefined;
    return JSON.parse(
      readFileSync(join(folder, "run.json"), "utf8"),
    ) as RunRecord;
  } catch {
    return undefined;
  }
}
