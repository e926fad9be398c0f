import type { Secret } from "../manifests/objects.js";
import { planCopy, type CopyPlan } from "./plan-copy.js";
import { SecretError, type SecretApi } from "./secret-api.js";

/** Two deploys at once may each change what the other has read; after as many rounds something else is wrong. */
const rounds = 5;

/** Makes the pull secrets `sources` exist in `namespace`: reads all, plans, and writes once where something differs.
 *  `announce` hears of each plan before it is carried out: whether a write took effect isn't always known. Throws
 *  SecretError: before anything is written where a plan is to refuse; else once all are done, with what became of each
 *  that can't be carried out. */
export async function copySecrets(
  api: SecretApi,
  sources: readonly Secret[],
  namespace: string,
  announce: (plan: CopyPlan) => void,
): Promise<void> {
  const plans = await Promise.all(
    sources.map(async (source) => ({
      source,
      first: await plan(api, source, namespace),
    })),
  );
  throwAll(
    plans.flatMap(({ first: { action, sentence } }) =>
      action === "refuse" ? [sentence] : [],
    ),
  );
  const failures = await Promise.all(
    plans.map(async ({ source, first }) => {
      try {
        await carryOut(api, source, namespace, first, announce);
        return [];
      } catch (error) {
        if (error instanceof SecretError) return [error.message];
        throw error;
      }
    }),
  );
  throwAll(failures.flat());
}

function throwAll(messages: readonly string[]): void {
  if (messages.length > 0) throw new SecretError(messages.join("\n"));
}

async function plan(
  api: SecretApi,
  source: Secret,
  namespace: string,
): Promise<CopyPlan> {
  const inPlace = source.metadata?.namespace === namespace;
  const existing = inPlace
    ? null
    : await api.read(source.metadata?.name ?? "", namespace);
  return planCopy(source, existing, namespace);
}

async function carryOut(
  api: SecretApi,
  source: Secret,
  namespace: string,
  first: CopyPlan,
  announce: (plan: CopyPlan) => void,
): Promise<void> {
  let current = first;
  for (let round = 1; round <= rounds; round++) {
    if (current.action === "refuse") throw new SecretError(current.sentence);
    announce(current);
    if (await write(api, namespace, current)) return;
    current = await plan(api, source, namespace);
  }
  const name = source.metadata?.name ?? "";
  throw new SecretError(
    `Secret '${name}' in namespace '${namespace}' was changed by somebody else ${String(rounds)} times while it was ` +
      "being copied. Run the command again; if it goes on, look for a controller that writes this Secret.",
  );
}

async function write(
  api: SecretApi,
  namespace: string,
  current: CopyPlan,
): Promise<boolean> {
  switch (current.action) {
    case "keep":
    case "refuse":
      return true;
    case "create":
      return await api.create(current.secret, namespace);
    case "update":
      return await api.update(current.secret, namespace);
    case "replace":
      return (
        (await api.remove(
          current.secret.metadata?.name ?? "",
          namespace,
          current.seen,
        )) && (await createAgain(api, current.secret, namespace))
      );
  }
}

/** Creates what takes the place of a Secret that is deleted by now. */
async function createAgain(
  api: SecretApi,
  secret: Secret,
  namespace: string,
): Promise<boolean> {
  try {
    return await api.create(secret, namespace);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    throw new SecretError(
      `${error.message}. Its older copy is already deleted, so the namespace has none until the command is run again.`,
    );
  }
}
