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
  const [{ attach }, { startedCommand }, { patches }] = await Promise.all([
    import("./attach.js"),
    import("./started-command.js"),
    import("../patches/index.js"),
  ]);
  const command = await startedCommand();
  await attach({
    shape: "bundle",
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
  drop("NODE_OPTIONS", " ", own);
  drop("GARDEN_NODE_EXTRA_PARAMS", ",", own);
}

function drop(variable: string, separator: string, own: string): void {
  const kept = (process.env[variable] ?? "")
    .split(separator)
    .filter((option) => option !== own && option !== "");
  Reflect.deleteProperty(process.env, variable);
  if (kept.length > 0) process.env[variable] = kept.join(separator);
}
