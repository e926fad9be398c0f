import type { ManifestsResult } from "../../commands/manifests/manifests.js";
import { printable } from "../../config/printable.js";
import { say } from "../output/output.js";

/** Says which providers have no pull secrets: with and without the patch their pods are the same. */
export function sayWithoutSecrets({
  environment,
  providers,
  withoutSecrets,
}: ManifestsResult): void {
  if (withoutSecrets.length === 0) return;
  const config =
    withoutSecrets.length === providers.length
      ? "The provider config"
      : `The config of provider ${withoutSecrets.join(", ")}`;
  say(
    printable(
      `${config} of environment ${environment} names no imagePullSecrets, so there is nothing that the patch could give.`,
    ),
  );
}
