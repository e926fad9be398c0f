import type { CheckResult } from "../../commands/check/check.js";
import { askProject, type ProjectPlace } from "../start/ask-project.js";
import { sayCoverage } from "../start/say-coverage.js";
import { write, writeJson } from "../output/output.js";
import { withProgress } from "../output/progress.js";
import { sayLeftOut } from "../output/say-left-out.js";
import { words } from "../../commands/words.js";
import { checkTable } from "./check-table.js";

export interface CheckProjectOptions extends ProjectPlace {
  readonly offline?: boolean;
  readonly output: "table" | "json";
}

/** Prints whether the pull secrets of a project will do: its Secrets in the cluster, the logins in them, and what a node
 *  pulls each image with. Writes nothing to the cluster. Returns 1 where a check failed. */
export async function checkProject(
  options: CheckProjectOptions,
): Promise<number> {
  const result = await withProgress(
    "Asking Garden, the cluster and the registries",
    askProject<CheckResult>(
      "check",
      options,
      options.offline ? ["--offline"] : [],
    ),
  );
  return await showChecks(result, options.output);
}

/** Prints what was found. Returns 1 where a check failed, and where nothing is covered. */
export async function showChecks(
  result: CheckResult,
  output: CheckProjectOptions["output"],
): Promise<number> {
  const code = sayCoverage(result);
  const { project, environment, checks, images, readers, notShown } = result;
  if (output === "json")
    await writeJson({
      project,
      environment,
      checks,
      images,
      readers,
      notChecked: notShown,
    });
  else await write(checkTable(checks));
  sayLeftOut(words.notChecked, notShown);
  return checks.some(({ verdict }) => verdict === "failed") ? 1 : code;
}
