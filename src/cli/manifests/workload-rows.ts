import { printable } from "../../config/printable.js";
import { onStdout as pc } from "../output/colors.js";
import { kindOf, podSpecsIn } from "../../manifests/custom-pods.js";
import { imagesOf } from "../../manifests/images.js";
import type { Manifest } from "../../manifests/pod-specs.js";
import type { RenderedWorkload } from "../../commands/manifests/manifests.js";

/** One workload, reduced to what a reader of the table wants. */
export interface WorkloadSummary {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
  /** What makes it, with ` (sync)` in sync mode. */
  readonly madeBy: string;
  readonly images: readonly string[];
  /** The names in the pod's imagePullSecrets as Garden makes it by itself, and with the patch. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the patch adds. */
  readonly added: readonly string[];
}

export function summarize({
  origin,
  mode,
  unpatched,
  patched,
}: RenderedWorkload): WorkloadSummary {
  const before = pullSecretNames(unpatched);
  const after = pullSecretNames(patched);
  return {
    kind: kindOf(patched),
    name: patched.metadata?.name ?? "?",
    namespace: patched.metadata?.namespace ?? null,
    madeBy: mode === "default" ? origin : `${origin} (${mode})`,
    images: allImages(patched),
    before,
    after,
    added: after.filter((name) => !before.includes(name)),
  };
}

/** The cells that the tables of `manifests` share: workload, what makes it, its images, on a terminal without their digests. */
export function commonCells({
  kind,
  name,
  madeBy,
  images,
}: WorkloadSummary): string[] {
  return [
    printable(`${kind}/${name}`),
    printable(madeBy),
    images.map(shownImage).map(printable).join("\n"),
  ];
}

export function namesCell(names: readonly string[]): string {
  return names.length === 0 ? pc.dim("none") : names.map(printable).join("\n");
}

/** What unpatched Garden gives, with a mark where the provider's Secrets are missing. */
export function beforeCell({ before, added }: WorkloadSummary): string {
  if (added.length === 0) return namesCell(before);
  const lacking = added.map((name) => pc.red(`✗ lacks ${printable(name)}`));
  return [namesCell(before), ...lacking].join("\n");
}

export function afterCell({ after, added }: WorkloadSummary): string {
  if (after.length === 0) return namesCell(after);
  return after
    .map((name) =>
      added.includes(name) ? pc.green(`+ ${printable(name)}`) : printable(name),
    )
    .join("\n");
}

function pullSecretNames(manifest: Manifest): string[] {
  return podSpecsIn(manifest).flatMap((podSpec) =>
    (podSpec.imagePullSecrets ?? []).map(({ name }) => name ?? ""),
  );
}

function allImages(manifest: Manifest): string[] {
  return [...new Set(podSpecsIn(manifest).flatMap(imagesOf))];
}

/** Nothing is left out where a program reads it. */
function shownImage(image: string): string {
  return process.stdout.isTTY ? image.replace(/@sha256:[0-9a-f]+$/, "") : image;
}
