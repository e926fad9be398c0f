import type { V1Secret } from "@kubernetes/client-node";
import type { PullSecretSource } from "../resolver/pull-secrets.js";
import { copySecrets } from "../secrets/copy-secrets.js";
import type { CopyPlan } from "../secrets/plan-copy.js";
import { isPullSecret } from "../secrets/pull-secret-types.js";
import type { Asker } from "./asker.js";
import {
  copyProgress,
  rememberCopies,
  rememberSource,
  rememberWarned,
} from "./memory.js";
import { SecretError } from "../secrets/secret-api.js";
import { secretApi } from "./secret-requests.js";
import { logLine } from "../garden/log-line.js";

export interface CopyRequest extends Asker {
  /** The namespace whose pods are about to refer to the Secrets. */
  readonly namespace: string;
  readonly secrets: readonly PullSecretSource[];
}

/** Makes the pull secrets among `secrets` exist in `namespace`, once per command. Returns those that are none, which
 *  are Garden's to copy. Throws SecretError: before anything is written where a source is missing or a target is not
 *  to be touched; where a write fails, the other Secrets may be there. */
export async function ensurePullSecrets(
  request: CopyRequest,
): Promise<PullSecretSource[]> {
  const { api, namespace, secrets, log } = request;
  const sources = await readSources(request);
  const pullSecrets = sources.filter(isPullSecret);
  refuseTwoOfOneName(pullSecrets);
  const places = pullSecrets.map(placeOf);
  await rememberCopies(request, namespace, places, async () => {
    await copyProgress.track(
      pullSecrets.length,
      (done, all) =>
        logLine(
          log,
          "info",
          `garden-pull-secrets: ${String(done)} of ${String(all)} pull secrets are where they are needed`,
        ),
      () =>
        copySecrets(secretApi(api), pullSecrets, namespace, (plan) =>
          report(request, plan),
        ),
    );
  });
  return secrets.filter((_, index) => {
    const source = sources[index];
    return source && !isPullSecret(source);
  });
}

async function readSources({
  secrets,
  ...asker
}: CopyRequest): Promise<V1Secret[]> {
  const secretsOf = secretApi(asker.api);
  const found = await Promise.all(
    secrets.map((source) =>
      rememberSource(asker, source, () =>
        secretsOf.read(source.name, source.namespace),
      ),
    ),
  );
  const missing = secrets.filter((_, index) => found[index] === null);
  if (missing.length > 0)
    throw new SecretError(missing.map(describeMissing).join("\n"));
  return found.filter((secret) => secret !== null);
}

function describeMissing({ name, namespace }: PullSecretSource): string {
  return (
    `Secret '${name}' in namespace '${namespace}' not found; the provider config refers to it in imagePullSecrets or ` +
    `copySecrets. Make it there (kubectl create secret docker-registry ${name} --namespace ${namespace} ...), or ` +
    "correct the entry."
  );
}

function refuseTwoOfOneName(secrets: readonly V1Secret[]): void {
  const places = new Map<string, string>();
  for (const secret of secrets) {
    const { name, namespace } = placeOf(secret);
    const first = places.get(name);
    if (first !== undefined && first !== namespace) {
      throw new SecretError(
        `The provider config names Secret '${name}' in namespace '${first}' and in namespace '${namespace}', and a ` +
          "namespace can hold only one of them. Rename one of the two.",
      );
    }
    places.set(name, namespace);
  }
}

function placeOf({ metadata }: V1Secret): PullSecretSource {
  const { name = "", namespace = "" } = metadata ?? {};
  return { name, namespace };
}

/** Warnings come once per command, however many lists of Secrets name the same one. */
function report(request: CopyRequest, { reason, sentence }: CopyPlan): void {
  const line = `garden-pull-secrets: ${sentence}`;
  if (reason === "older-copy" || reason === "other-source")
    rememberWarned(request, line, () => logLine(request.log, "warn", line));
  else if (reason !== "in-place" && reason !== "same")
    logLine(request.log, "verbose", line);
}
