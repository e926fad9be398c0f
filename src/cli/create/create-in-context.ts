import type { V1Secret } from "@kubernetes/client-node";
import { textOf, type Outside } from "../../config/outside.js";
import { fieldManager } from "../../commands/create/apply-secret.js";
import {
  gatherLogins,
  verifyLogins,
} from "../../commands/create/gather-logins.js";
import { refuseToReplace } from "../../commands/create/target.js";
import { shownUser } from "../../registry/credential.js";
import { keptKeys, pullSecretWith } from "../../registry/pull-secret.js";
import { planAskWrite, type CreateMode } from "./create-plan.js";
import { runKubectl } from "./kubectl.js";

export interface CreateInContextOptions extends CreateMode {
  readonly context: string;
  readonly registry: readonly string[];
  readonly name: string;
  readonly namespace?: string;
  readonly verify?: boolean;
}

/** Makes or updates a Secret in the cluster of a kubeconfig's context, without a project, by the kubectl in PATH. */
export async function createInContext(
  options: CreateInContextOptions,
): Promise<number> {
  const { context, name, namespace = "default", registry, verify } = options;
  const place = { name, namespace };
  const { logins } = await gatherLogins(registry, true);
  const read = async () => {
    const answer = await runKubectl([
      ...["get", "secret", name, "--ignore-not-found", "--output=json"],
      ...[`--context=${context}`, `--namespace=${namespace}`],
    ]);
    return parseSecret(answer);
  };
  const apply = async (existing: V1Secret | null) =>
    await runKubectl(
      [
        ...["apply", "--server-side", "--force-conflicts", "--filename=-"],
        ...[`--field-manager=${fieldManager}`, `--context=${context}`],
      ],
      JSON.stringify(pullSecretWith(place, logins, existing)),
    );
  return await planAskWrite(options, {
    async plan(write) {
      if (verify) await verifyLogins(logins);
      const existing = await read();
      refuseToReplace(place, existing);
      if (write) await apply(existing);
      return {
        ...place,
        context,
        registries: logins.map((one) => ({
          registry: one.registry,
          username: shownUser(one.login),
        })),
        notShown: [],
        without: [],
        exists: existing !== null,
        kept: keptKeys(existing, logins),
        listed: false,
      };
    },
    carryOut: async () => await apply(await read()),
  });
}

/** Null where kubectl prints nothing. */
function parseSecret(answer: Outside): V1Secret | null {
  const text = textOf(answer).trim();
  if (text === "") return null;
  try {
    return JSON.parse(text) as V1Secret;
  } catch {
    // Its message would quote the Secret.
    throw new Error("kubectl prints something else than the Secret as JSON.");
  }
}
