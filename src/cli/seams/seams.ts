import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { printable } from "../../config/printable.js";
import { onStdout as pc } from "../output/colors.js";
import type { SeamsResult } from "../../commands/seams.js";
import {
  scratchEnvironment,
  scratchFile,
  scratchProject,
} from "../../commands/scratch-project.js";
import { askGarden } from "../start/ask-garden.js";
import { findGarden, nameOf } from "../start/find-garden.js";
import { say, write, writeJson } from "../output/output.js";
import { verdictTable, type VerdictRow } from "../output/verdict-table.js";
import { inTemporaryFolder } from "../start/temporary-folder.js";

export interface SeamsOptions {
  readonly garden?: string;
  readonly output: "table" | "json";
}

/** Prints which Garden was found and what became of each row of the table in it. Returns 1 where a mandatory seam is
 *  missing. */
export async function seams({
  garden: given,
  output,
}: SeamsOptions): Promise<number> {
  const garden = findGarden(given, process.cwd());
  const result = await inEmptyProject((cwd) =>
    askGarden<SeamsResult>(garden, {
      command: "seams",
      cwd,
      // GARDEN_ENVIRONMENT chooses one of the user's projects.
      gardenOptions: ["--env", scratchEnvironment],
    }),
  );
  if (output === "json") {
    await writeJson({
      garden: { ...result.garden, path: nameOf(garden) },
      way: result.way,
      seams: result.seams,
    });
  } else {
    say(
      `Garden ${result.garden.version} on Node ${result.garden.node}: ${nameOf(garden)}\n` +
        `Patched by ${result.way.name}, in ${result.way.milliseconds.toFixed(0)} ms.`,
    );
    const headings = ["state", "seam", "where or why"];
    await write(verdictTable(marks, headings, result.seams.map(row)));
  }
  return result.seams.some(
    ({ mandatory, state }) => mandatory && state === "missing",
  )
    ? 1
    : 0;
}

type Seam = SeamsResult["seams"][number];

const marks: Readonly<Record<Seam["state"], string>> = {
  missing: pc.red("✗ missing"),
  "fixed upstream": pc.yellow("~ fixed upstream"),
  "not in this version": pc.yellow("- not in this version"),
  attached: pc.green("✓ attached"),
};

function row({ id, state, reason }: Seam): VerdictRow<Seam["state"]> {
  return { verdict: state, count: 1, cells: [id, printable(reason)] };
}

/** Garden works in projects only, and projects lie in git repositories. */
async function inEmptyProject<T>(
  ask: (folder: string) => Promise<T>,
): Promise<T> {
  return await inTemporaryFolder(async (folder) => {
    // The command itself fits it to the Garden that it finds itself in.
    await writeFile(path.join(folder, scratchFile), scratchProject("0.13.0"));
    await makeRepository(folder);
    return await ask(folder);
  });
}

async function makeRepository(folder: string): Promise<void> {
  try {
    await promisify(execFile)("git", ["init", "--quiet"], { cwd: folder });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ENOENT"
      ? new Error("Garden needs git, and there is none in PATH: install it.")
      : error;
  }
}
