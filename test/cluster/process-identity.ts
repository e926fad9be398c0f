import { readdirSync, readFileSync } from "node:fs";

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** In clock ticks since the boot: field 22 of `/proc/<pid>/stat`. */
  readonly startTime: string;
}

export interface RecordedProcess extends ProcessIdentity {
  readonly name: string;
}

/** The id of the running kernel's boot: start times of another boot mean nothing. */
export function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

/** Who has this process number now; undefined if nobody has, or only a zombie that waits to be reaped. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat === undefined || stat.state === "Z" || stat.state === "X"
    ? undefined
    : { pid, startTime: stat.startTime };
}

/** Whether the very process that was recorded still runs. */
export function isAlive(recorded: ProcessIdentity): boolean {
  return identify(recorded.pid)?.startTime === recorded.startTime;
}

/** The process numbers of a process' children. */
export function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && readStat(pid)?.parent === parent);
}

function readStat(
  pid: number,
): { state: string; parent: number; startTime: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in brackets and may itself hold brackets and spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state, parent, startTime] = [fields[0], fields[1], fields[19]];
    if (state === undefined || parent === undefined || startTime === undefined)
      return undefined;
    return { state, parent: Number(parent), startTime };
  } catch {
    return undefined;
  }
}
