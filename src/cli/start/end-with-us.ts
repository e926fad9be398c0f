import { spawn, type ChildProcess } from "node:child_process";

interface Guard {
  /** To be called as soon as Garden is started. */
  readonly watch: (garden: ChildProcess) => void;
  readonly stop: () => void;
}

/** Sees to it that Garden ends (SIGTERM) when this process is killed and can't see to it itself. Started before Garden, so
 *  that there is no time at which Garden has nobody. Windows has no `sh`: there Garden goes on. */
export function endWithUs(): Guard {
  if (process.platform === "win32")
    return { watch: () => undefined, stop: () => undefined };
  // `read` fails when nobody is left who could write. A session of its own: what is sent to ours does not end it.
  const guard = spawn(
    "sh",
    ["-c", 'read -r garden && { read -r line || kill -TERM "$garden"; }'],
    { detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  guard.on("error", () => undefined);
  guard.stdin.on("error", () => undefined);
  return {
    watch: ({ pid }) => {
      if (pid !== undefined) guard.stdin.write(`${String(pid)}\n`);
    },
    stop: () => {
      guard.kill("SIGKILL");
    },
  };
}
