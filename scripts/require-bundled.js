/** Stands in for `require` in what runs inside Garden: Garden replaces `Module.prototype.require`, through which every
 *  other way to CommonJS goes (also `import` of it). A package is one file here, and is run as Node would run it. */
import { readFileSync } from "node:fs";
import url from "node:url";
import util from "node:util";
import { compileFunction } from "node:vm";

const builtins = { url, util };
const loaded = {};

/** Loads a package that bundle-entries.js has bundled, on first use. */
export function requireBundled(name) {
  return (loaded[name] ??= run(
    new URL(`../bundled/${name}.cjs`, import.meta.url),
  ));
}

function run(file) {
  const module = { exports: {} };
  const code = compileFunction(
    readFileSync(file, "utf8"),
    ["module", "exports", "require"],
    { filename: url.fileURLToPath(file) },
  );
  code(module, module.exports, (name) => builtins[name.replace("node:", "")]);
  return module.exports;
}
