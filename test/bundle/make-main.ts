/** Bundles npm Garden into a folder, with a list of what went where: `node --import tsx make-main.ts <folder>`. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import commonjsModule from "@rollup/plugin-commonjs";
import jsonModule from "@rollup/plugin-json";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup, type OutputChunk } from "rollup";
import {
  callableNamespace,
  commonJsGlobals,
  inlineWebAssembly,
  isOptional,
  jsonImports,
  terminalStandIn,
} from "./plugins.js";

// Both declare the types of a CommonJS module, and are ES modules.
const commonjs = commonjsModule as unknown as typeof commonjsModule.default;
const json = jsonModule as unknown as typeof jsonModule.default;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: make-main <folder>");

const bundle = await rollup({
  input: fileURLToPath(new URL("entry.js", import.meta.url)),
  external: isOptional,
  // Garden's dependencies have circles and odd `this`; what matters is whether the bundle runs.
  onwarn: () => undefined,
  plugins: [
    terminalStandIn(),
    inlineWebAssembly(),
    jsonImports(),
    callableNamespace(),
    json(),
    nodeResolve({ exportConditions: ["node"], preferBuiltins: true }),
    commonjs({ transformMixedEsModules: true, ignoreDynamicRequires: true }),
    commonJsGlobals(),
  ],
});
const { output } = await bundle.write({
  dir: path.join(folder, "rollup"),
  format: "es",
  hoistTransitiveImports: false,
  entryFileNames: "garden.mjs",
  chunkFileNames: "[name]-[hash].mjs",
});
await bundle.close();

writeFileSync(
  path.join(folder, "modules.json"),
  JSON.stringify(chunkOfModule(output.filter(isChunk)), null, 1),
);

function isChunk(file: { type: string }): file is OutputChunk {
  return file.type === "chunk";
}

/** The chunk of each of Garden's own modules, by its path below build/src. */
function chunkOfModule(chunks: readonly OutputChunk[]): Record<string, string> {
  const sources = /\/@garden-io\/core\/build\/src\/(.+)$/;
  return Object.fromEntries(
    chunks.flatMap(({ fileName, modules }) =>
      Object.keys(modules).flatMap((id) => {
        const module = sources.exec(id.replaceAll("\\", "/"))?.[1];
        return module === undefined ? [] : [[module, fileName]];
      }),
    ),
  );
}
