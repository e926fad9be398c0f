import { satisfies } from "semver";
import type { SeamsResult } from "../../src/commands/seams.js";
import { patches } from "../../src/patches/index.js";
import type { Patch } from "../../src/patches/patch.js";
import { expectEnd, ours, type Product } from "./product.js";
import { tried, type Row } from "./report.js";

type Seam = SeamsResult["seams"][number];

/** `seams`, and each of its lines as the table of patches has it for this version. Besides, the Node inside. */
export async function seamRows(
  product: Product,
  version: string,
): Promise<{ rows: Row[]; node: string }> {
  let found: readonly Seam[] = [];
  let node = "unknown";
  const command = await tried("command", "seams -o json", async () => {
    const process = await ours(product, "seams", ["-o", "json"]);
    expectEnd(process, 0);
    const result = JSON.parse(process.stdout) as SeamsResult;
    ({ node } = result.garden);
    found = result.seams;
    if (result.garden.version !== version)
      throw new Error(`it says Garden ${result.garden.version}`);
    return `patched by ${result.way.name}`;
  });
  const rows = await Promise.all(
    patches.map((patch) =>
      tried("seam", patch.id, () => seamState(patch, version, found)),
    ),
  );
  return { rows: [command, ...rows], node };
}

/** The state that the documents promise for a version. */
export function promisedState({ gardens }: Patch, version: string): string {
  return satisfies(version, gardens, { includePrerelease: true })
    ? "attached"
    : "not in this version";
}

function seamState(
  patch: Patch,
  version: string,
  found: readonly Seam[],
): string {
  const seam = found.find(({ id }) => id === patch.id);
  if (!seam) throw new Error("`seams` does not name it");
  const promised = promisedState(patch, version);
  if (seam.state !== promised)
    throw new Error(`${seam.state}, not ${promised}: ${seam.reason}`);
  return seam.state;
}
