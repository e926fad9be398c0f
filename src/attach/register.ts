/** What `--import` loads into Garden's official binary. Other Nodes that inherit the flag load nothing more. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";

const root = process.env["GARDEN_SEA_EXTRACTED_ROOT"];
const program = process.argv[1];

if (
  root !== undefined &&
  program !== undefined &&
  isMainThread &&
  isBundle(root, program)
) {
  dropOwnFlag();
  const [{ attach }, { commandFor }, { commandVariable }, { patches }] =
    await Promise.all([
      import("./attach.js"),
      import("./command-for.js"),
      import("../commands/result.js"),
      import("../patches/index.js"),
    ]);
  const command = await commandFor(process.env[commandVariable]);
  attach({
    root: `${pathToFileURL(path.join(realpathSync(root), "rollup")).href}/`,
    patches,
    ...(command && { command }),
  });
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

/** Programs that Garden starts must not load the patch. */
function dropOwnFlag(): void {
  const own = `--import=${import.meta.url}`;
  const options = (process.env["NODE_OPTIONS"] ?? "")
    .split(" ")
    .filter((option) => option !== own);
  if (options.join(" ").trim() === "") delete process.env["NODE_OPTIONS"];
  else process.env["NODE_OPTIONS"] = options.join(" ");
}
