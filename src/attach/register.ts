/** What `--import` loads into Garden's official binary. Other Nodes that inherit the flag load nothing more. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { isMainThread } from "node:worker_threads";

const root = process.env["GARDEN_SEA_EXTRACTED_ROOT"];
const program = process.argv[1];

if (
  root !== undefined &&
  program !== undefined &&
  isMainThread &&
  isBundle(root, program)
) {
  const { patchBundle } = await import("./patch-bundle.js");
  await patchBundle(root, import.meta.url);
}

function isBundle(extracted: string, main: string): boolean {
  try {
    return (
      realpathSync(main) ===
      path.join(realpathSync(extracted), "rollup", "garden.mjs")
    );
  } catch {
    return false;
  }
}
