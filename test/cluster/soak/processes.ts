import { readdirSync, readFileSync } from "node:fs";
import { waitFor } from "../servers.js";

export interface FoundProcess {
  readonly pid: number;
  readonly command: string;
}

/** The variable by which the processes that a Garden started are known, whoever their parent is by now. */
export const runVariable = "GARDEN_PULL_SECRETS_SOAK_RUN";

/** What Garden itself leaves running, as it means to. */
const ofGarden = [{ what: "mutagen's daemon", command: /\bmutagen\b.*daemon/ }];

/** The processes that live on of the Garden with this mark in its environment, but for Garden's own. */
export function survivors(mark: string): FoundProcess[] {
  return readdirSync("/proc")
    .map(Number)
    .filter(Number.isInteger)
    .flatMap((pid) => {
      const environment = readOf(pid, "environ");
      if (!environment.includes(`${runVariable}=${mark}`)) return [];
      const command = readOf(pid, "cmdline").join(" ");
      return command === "" ||
        ofGarden.some((excepted) => excepted.command.test(command))
        ? []
        : [{ pid, command }];
    });
}

/** What still runs a moment after that Garden has ended, each in a sentence. */
export async function leftBehind(mark: string): Promise<string[]> {
  const gone = () =>
    Promise.resolve(survivors(mark).length === 0 ? true : undefined);
  await waitFor("the end of Garden's processes", [], gone, 5).catch(
    () => undefined,
  );
  return survivors(mark).map(
    ({ pid, command }) =>
      `process ${String(pid)} of Garden lives on: ${command}`,
  );
}

/** The strings of such a file; none of a process that is gone. */
function readOf(pid: number, file: "environ" | "cmdline"): string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/${file}`, "utf8")
      .split("\0")
      .filter((text) => text !== "");
  } catch {
    return [];
  }
}
