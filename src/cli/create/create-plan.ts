import { printable } from "../../config/printable.js";
import { stringify } from "yaml";
import type { CreatePlan } from "../../commands/create/create.js";
import { gatherLogins } from "../../commands/create/gather-logins.js";
import { pullSecretWith } from "../../registry/pull-secret.js";
import { agreed, mustHaveTerminal } from "../output/ask-first.js";
import { columnsOf } from "../output/columns.js";
import { say, write } from "../output/output.js";
import { sayLeftOut } from "../output/say-left-out.js";
import { words } from "../../commands/words.js";
import { renderRows } from "../output/table.js";
import { UsageError } from "../usage-error.js";

/** How `create` goes about it. */
export interface CreateMode {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly output?: "yaml";
}

/** Carries a plan out. */
interface Steps {
  /** What would be done; where `write`, it is done at once. */
  readonly plan: (write: boolean) => Promise<CreatePlan>;
  /** Writes what the user has agreed to. */
  readonly carryOut: (plan: CreatePlan) => Promise<unknown>;
}

/** Plans, asks, and writes; or prints the Secret in place of writing it. Returns 1 where the user does not want it.
 *  Throws UsageError where nobody can be asked, and where a credential would be shown. */
export async function planAskWrite(
  { dryRun, yes, output }: CreateMode,
  { plan: makePlan, carryOut }: Steps,
): Promise<number> {
  const writes = !dryRun && output === undefined;
  if (output === "yaml" && process.stdout.isTTY)
    throw new UsageError(
      "-o yaml prints credentials: send it to a file or a pipe.",
    );
  if (writes && !yes) mustHaveTerminal("create");
  const atOnce = writes && yes === true;
  const plan = await makePlan(atOnce);
  sayLeftOut(words.notLookedAt, plan.notShown);
  say(describe(plan));
  if (output === "yaml") {
    await write(await secretAsYaml(plan));
    return 0;
  }
  if (writes && !atOnce) {
    if (!(await agreed("Write it?"))) {
      say("Nothing was written.");
      return 1;
    }
    await carryOut(plan);
  }
  say(writes ? "Written." : "Nothing was written: --dry-run.");
  say(
    plan.listed
      ? "The provider config names it already:"
      : "For the provider in project.garden.yml:",
  );
  await write(configLines(plan));
  return 0;
}

function describe(plan: CreatePlan): string {
  const { context, name, namespace, registries, without, exists, kept } = plan;
  const stay = kept.length === 0 ? "" : `; ${kept.join(", ")} stays as it is`;
  const rows = [
    ["Context:", context],
    ["Namespace:", namespace],
    [
      "Secret:",
      `${name} (${exists ? `is there, and is changed${stay}` : "is made"})`,
    ],
    ...registries.map(({ registry, username }, index) => [
      index === 0 ? "Registries:" : "",
      `${registry} as ${username}`,
    ]),
    ...without.map(({ registry, reason }) => [
      "Left out:",
      `${registry}: ${reason}`,
    ]),
  ];
  return renderRows(
    rows.map((row) => row.map(printable)),
    columnsOf(process.stderr),
  );
}

function configLines({ name, namespace }: CreatePlan): string {
  return `imagePullSecrets:\n  - name: ${name}\n    namespace: ${namespace}\n`;
}

/** The Secret by itself: what is in the cluster is not looked at. */
async function secretAsYaml(plan: CreatePlan): Promise<string> {
  const registries = plan.registries.map(({ registry }) => registry);
  const { logins } = await gatherLogins(registries, true);
  return stringify(pullSecretWith(plan, logins));
}
