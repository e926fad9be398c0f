import { spawn, type ChildProcess } from "node:child_process";

/** Sees to it that Garden ends (SIGTERM) when this process is killed and can't see to it itself. The function that is
 *  returned ends that. Windows has no `sh`: there Garden goes on. */
export function endWithUs(garden: ChildProcess): () => void {
  if (process.platform === "win32" || garden.pid === undefined)
    return () => undefined;
  // `read` fails when nobody is left who could write. A session of its own: what is sent to ours does not end it.
  const guard = spawn(
    "sh",
    ["-c", 'read -r line || kill -TERM "$0"', String(garden.pid)],
    { detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  guard.on("error", () => undefined);
  return () => {
    guard.kill("SIGKILL");
  };
}
