import { printable } from "../../config/printable.js";
import type { CleanRequest } from "../../commands/clean/clean-namespaces.js";
import type { CleanResult } from "../../commands/clean/clean.js";
import type { Cleaned } from "../../commands/clean/carry-out.js";
import { shownKey } from "../../commands/clean/planned.js";
import { agreed, mustHaveTerminal } from "../output/ask-first.js";
import { askProject, type ProjectPlace } from "../start/ask-project.js";
import { sayCoverage } from "../start/say-coverage.js";
import { cleanAsJson, cleanTable } from "./clean-rows.js";
import { columnsOf } from "../output/columns.js";
import { say, write, writeJson } from "../output/output.js";
import { withProgress } from "../output/progress.js";
import { words } from "../../commands/words.js";
import { sayLeftOut } from "../output/say-left-out.js";

export interface CleanProjectOptions extends ProjectPlace {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output: "table" | "json";
}

/** Removes what the patch has written to the cluster of a project, as far as nothing needs it. Returns 1 where something
 *  is left that has to be freed first, where something failed, and where the user does not want it. Throws UsageError
 *  where nobody can be asked. */
export async function cleanProject(
  options: CleanProjectOptions,
): Promise<number> {
  const { dryRun, yes } = options;
  if (!dryRun && !yes) mustHaveTerminal("clean");
  const atOnce = !dryRun && yes === true;
  const plan = await ask(options, { write: atOnce, agreed: null });
  if (atOnce || dryRun) return await showCleaned(plan, options);
  const wanted = plan.objects.filter(({ action }) => action !== null);
  if (wanted.length === 0) return await showCleaned(plan, options);
  for (const context of plan.contexts) say(printable(`Context: ${context}`));
  say(cleanTable(plan.objects, columnsOf(process.stderr)).trimEnd());
  if (!(await agreed("Do this?"))) {
    say("Nothing was written.");
    return 1;
  }
  const request = { write: true, agreed: wanted.map(shownKey) };
  return await showCleaned(await ask(options, request), options);
}

async function ask(
  place: ProjectPlace,
  request: CleanRequest,
): Promise<CleanResult> {
  return await withProgress(
    "Asking Garden and the cluster",
    askProject<CleanResult>("clean", place, [JSON.stringify(request)]),
  );
}

/** Prints what was found, and done. */
export async function showCleaned(
  result: CleanResult,
  { dryRun, output }: Pick<CleanProjectOptions, "dryRun" | "output">,
): Promise<number> {
  const { objects, problems, notShown, providers, notCovered } = result;
  const isAll = notShown.length === 0 && notCovered.length === 0;
  const code = sayCoverage(result);
  if (output === "json") await writeJson(cleanAsJson(result));
  else await write(cleanTable(objects));
  sayLeftOut(words.notLookedAt, notShown);
  for (const problem of problems) say(`${printable(problem)}.`);
  if (objects.length === 0 && problems.length === 0 && providers.length > 0)
    say(
      `${isAll ? "The cluster" : "What was looked at"} has ${words.noMark.phrase}. ` +
        "Copies that an unpatched Garden has written since are Garden's own.",
    );
  else if (dryRun) say("Nothing was written: --dry-run.");
  return problems.length > 0 || objects.some(isLeft) ? 1 : code;
}

function isLeft({ verdict }: Cleaned): boolean {
  return verdict === "needed" || verdict === "failed";
}
