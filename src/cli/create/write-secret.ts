import type { CreatePlan } from "../../commands/create/create.js";
import { agreed, mustHaveTerminal } from "../output/ask-first.js";
import { sayLeftOut } from "../output/say-left-out.js";
import { words } from "../../commands/words.js";
import { say, write } from "../output/output.js";
import { askCreate, requestOf, type CreateOptions } from "./ask-create.js";
import { describePlan } from "./describe-plan.js";
import { refuseWrongNames } from "./given-names.js";

/** How `create` goes about it. */
export interface WriteMode {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Makes or updates the source Secret of a project's provider, of the logins that docker has on this machine: plans, asks,
 *  and writes exactly what was shown. Returns 1 where the user does not want it. Throws UsageError where nobody can be
 *  asked or a name is none, and as `askCreate` does. */
export async function writeSecret(
  options: CreateOptions & WriteMode,
): Promise<number> {
  const { dryRun = false, yes = false } = options;
  refuseWrongNames(options);
  if (!dryRun && !yes) mustHaveTerminal("create");
  const ask = { ...requestOf(options), write: !dryRun && yes };
  const plan = await askCreate<CreatePlan>("create", options, ask);
  sayLeftOut(words.notLookedAt, plan.notShown);
  say(describePlan(plan));
  if (!dryRun && !yes) {
    if (!(await agreed("Write it?"))) {
      say("Nothing was written.");
      return 1;
    }
    await askCreate("create", options, {
      name: plan.name,
      namespace: plan.namespace,
      registries: plan.registries.map(({ registry }) => registry),
      verify: false,
      write: true,
    });
  }
  say(dryRun ? "Nothing was written: --dry-run." : "Written.");
  say(
    plan.listed
      ? "The provider config names it already:"
      : "For the provider in project.garden.yml:",
  );
  await write(configLines(plan));
  return 0;
}

function configLines({ name, namespace }: CreatePlan): string {
  return `imagePullSecrets:\n  - name: ${name}\n    namespace: ${namespace}\n`;
}
