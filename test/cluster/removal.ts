import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";

import type { Run } from "./run.js";
import { removeRun } from "./teardown.js";

/** Removes the run when it is told to, and at the latest when this process ends, by itself or by a signal. */
export function removeAtExit(
  run: Run,
  keepLogs: string | undefined,
): {
  readonly now: () => void;
} {
  const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  let removed = false;
  const remove = () => {
    if (removed) return;
    removed = true;
    if (keepLogs !== undefined) copyLogs(run, keepLogs);
    removeRun(run.folder);
  };
  const onSignal = (signal: keyof typeof signals) => {
    // Whoever else listens, like a test runner, decides when to end; then the exit listener removes the run.
    if (process.listenerCount(signal) > 1) return;
    // The removal blocks this process, and tsx kills a child that has not confirmed a signal within 60 ms.
    setImmediate(() => process.exit(signals[signal]));
  };
  const names = Object.keys(signals) as (keyof typeof signals)[];
  process.on("exit", remove);
  names.forEach((signal) => process.on(signal, onSignal));
  return {
    now() {
      remove();
      process.off("exit", remove);
      names.forEach((signal) => process.off(signal, onSignal));
    },
  };
}

function copyLogs(run: Run, target: string): void {
  const logs = join(run.folder, "logs");
  mkdirSync(target, { recursive: true });
  if (existsSync(logs)) cpSync(logs, target, { recursive: true });
  const auditLog = join(run.folder, "control-plane", "audit.log");
  if (existsSync(auditLog)) cpSync(auditLog, join(target, "audit.log"));
}
