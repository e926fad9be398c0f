import { printable } from "../../config/printable.js";
import { words } from "../../commands/words.js";
import { onStdout as pc } from "../output/colors.js";
import { kindOf, podSpecsIn } from "../../manifests/custom-pods.js";
import { imagesOf } from "../../manifests/images.js";
import { parseImageReference } from "../../registry/image-reference.js";
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
  /** Those of them that no node can pull, because they are no names of images. */
  readonly invalidImages: readonly string[];
  /** The Secrets that the pod pulls with as Garden makes it by itself, and with the patch: its own list's, or those of its
   *  ServiceAccount among the same manifests. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the patch adds. */
  readonly added: readonly string[];
  /** What `--workloads` would add. */
  readonly withWorkloads: readonly string[];
}

export function summarize({
  origin,
  mode,
  patched,
  before,
  after,
  withWorkloads,
}: RenderedWorkload): WorkloadSummary {
  const images = allImages(patched);
  return {
    kind: kindOf(patched),
    name: patched.metadata?.name ?? "?",
    namespace: patched.metadata?.namespace ?? null,
    madeBy: mode === "default" ? origin : `${origin} (${mode})`,
    images,
    invalidImages: images.filter(
      (image) => parseImageReference(image) === null,
    ),
    before,
    after,
    added: after.filter((name) => !before.includes(name)),
    withWorkloads,
  };
}

/** The cells that the tables of `manifests` share: workload, what makes it, its images, on a terminal without their digests. */
export function commonCells({
  kind,
  name,
  madeBy,
  images,
  invalidImages,
}: WorkloadSummary): string[] {
  const imageCell = (image: string) =>
    invalidImages.includes(image)
      ? pc.red(`✗ not valid: ${printable(image) || '""'}`)
      : printable(shownImage(image));
  return [
    printable(`${kind}/${name}`),
    printable(madeBy),
    images.map(imageCell).join("\n"),
  ];
}

export function namesCell(names: readonly string[]): string {
  return names.length === 0
    ? pc.dim(words.none.phrase)
    : names.map(printable).join("\n");
}

/** What unpatched Garden gives, with a mark where the provider's Secrets are missing. */
export function beforeCell({ before, added }: WorkloadSummary): string {
  if (added.length === 0) return namesCell(before);
  const lacking = added.map((name) => pc.red(`✗ lacks ${printable(name)}`));
  return [namesCell(before), ...lacking].join("\n");
}

/** What the pod gets with the patch, with a mark where the option would give it more. */
export function afterCell(summary: WorkloadSummary): string {
  const { after, added } = summary;
  const names = after.map((name) =>
    added.includes(name) ? pc.green(`+ ${printable(name)}`) : printable(name),
  );
  return withMarks(names, summary);
}

/** The same, where it does not matter who adds what. */
export function patchedCell(summary: WorkloadSummary): string {
  return withMarks(summary.after.map(printable), summary);
}

function withMarks(
  names: readonly string[],
  { withWorkloads }: WorkloadSummary,
): string {
  const marks = withWorkloads.map((name) =>
    pc.yellow(`! ${printable(name)} with --workloads`),
  );
  return [...(names.length === 0 ? [namesCell([])] : names), ...marks].join(
    "\n",
  );
}

function allImages(manifest: Manifest): string[] {
  return [...new Set(podSpecsIn(manifest).flatMap(imagesOf))];
}

/** Nothing is left out where a program reads it. */
function shownImage(image: string): string {
  return process.stdout.isTTY ? image.replace(/@sha256:[0-9a-f]+$/, "") : image;
}
