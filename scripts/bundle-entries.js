/** The last step of the build: what a Garden process loads while it starts becomes one file for each entry, and one for
 *  what they share. Twenty small files take Node longer than all else that the patch does there. */
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = fileURLToPath(new URL("../dist/attach", import.meta.url));
const shared = "shared-";

for (const file of readdirSync(folder)) {
  if (file.startsWith(shared)) rmSync(path.join(folder, file));
}
await build({
  entryPoints: ["register", "npm-garden-main", "hooks"].map((name) =>
    path.join(folder, `${name}.js`),
  ),
  outdir: folder,
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  chunkNames: `${shared}[hash]`,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  logLevel: "warning",
});
