import { stringify } from "yaml";
import type { OfflinePlan } from "../../commands/create/create-offline.js";
import {
  gatherLogins,
  usersOf,
  verifyLogins,
} from "../../commands/create/gather-logins.js";
import { pullSecretWith } from "../../registry/pull-secret.js";
import { sayLeftOut } from "../output/say-left-out.js";
import { words } from "../../commands/words.js";
import { say, write } from "../output/output.js";
import { UsageError } from "../usage-error.js";
import { askCreate, requestOf, type CreateOptions } from "./ask-create.js";
import { describePrinted } from "./describe-plan.js";
import { refuseWrongNames } from "./given-names.js";

/** Prints the Secret, with its credentials, to a file or a pipe. No cluster is asked, and no project where name, namespace
 *  and registries are given. Throws UsageError where a terminal would show it or a name is none, and as `askCreate` and
 *  `gatherLogins` do. */
export async function printSecret(options: CreateOptions): Promise<number> {
  if (process.stdout.isTTY)
    throw new UsageError(
      "-o yaml prints credentials: send it to a file or a pipe.",
    );
  refuseWrongNames(options);
  const plan = givenPlan(options) ?? (await projectPlan(options));
  const { logins } = await gatherLogins(plan.registries, true);
  if (options.verify) await verifyLogins(logins);
  sayLeftOut(words.notLookedAt, plan.notShown);
  say(describePrinted({ ...plan, registries: usersOf(logins) }));
  await write(stringify(pullSecretWith(plan, logins)));
  return 0;
}

function givenPlan({
  name,
  namespace,
  registry: registries,
}: CreateOptions): OfflinePlan | null {
  return name !== undefined && namespace !== undefined && registries
    ? { name, namespace, registries, notShown: [], without: [] }
    : null;
}

async function projectPlan(options: CreateOptions): Promise<OfflinePlan> {
  try {
    return await askCreate("create-offline", options, requestOf(options));
  } catch (error) {
    say(
      "With --name, --namespace and --registry, -o yaml needs neither a project nor Garden.",
    );
    throw error;
  }
}
