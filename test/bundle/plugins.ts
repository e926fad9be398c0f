import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Plugin } from "rollup";

/** What npm Garden needs before Rollup can bundle it, each for one obstacle. */

const terminal = "@homebridge/node-pty-prebuilt-multiarch";
const emptyTerminal = "\0empty-terminal";

/** The terminal emulator loads a native file that no bundle can hold; `garden exec --interactive` is not tested. */
export function terminalStandIn(): Plugin {
  return {
    name: "terminal-stand-in",
    resolveId: (source) => (source === terminal ? emptyTerminal : null),
    load: (id) =>
      id === emptyTerminal
        ? "export default {};\nexport const spawn = undefined;"
        : null,
  };
}

/** The layout engine of Garden's screen reads its WebAssembly from the folder of its package. */
export function inlineWebAssembly(): Plugin {
  const read =
    /await \w+\(await \w+\(\w+\(import\.meta\.url\)\.resolve\("(\.\/yoga\.wasm)"\)\)\)/;
  return edit(
    "inline-web-assembly",
    /yoga-wasm-web\/dist\/node\.js$/,
    (code, id) => {
      const wasm = readFileSync(path.join(path.dirname(id), "yoga.wasm"));
      const initialise = /let \w+=await (\w+)\(/.exec(code)?.[1] ?? "";
      return code.replace(
        read,
        `await ${initialise}(Buffer.from("${wasm.toString("base64")}", "base64"))`,
      );
    },
  );
}

/** npm Garden imports its own package.json in a syntax that Rollup does not read. */
export function jsonImports(): Plugin {
  return edit(
    "json-imports",
    /@garden-io\/core\/build\/src\/util\/util\.js$/,
    (code) => code.replace(/ assert \{ type: "json" \}/, ""),
  );
}

/** A CommonJS function that is imported as a namespace can't be called in a bundle. */
export function callableNamespace(): Plugin {
  return edit(
    "callable-namespace",
    /@opentelemetry\/instrumentation\/.*\/node\/instrumentation\.js$/,
    (code) =>
      code.replace(
        /import \* as (\w+) from (["']import-in-the-middle["'])/,
        "import $1 from $2",
      ),
  );
}

/** What CommonJS has and ES modules lack: declared in the chunks that mention it. */
export function commonJsGlobals(): Plugin {
  return {
    name: "common-js-globals",
    renderChunk(code) {
      const lines: string[] = [];
      if (/(?<![.\w$])require(?:\(|\.)/.test(code)) {
        lines.push(
          'import { createRequire as __createRequire } from "node:module";',
          "const require = __createRequire(import.meta.url);",
        );
      }
      if (/(?<![.\w$])__(?:dir|file)name\b/.test(code)) {
        lines.push(
          'import { fileURLToPath as __fileURLToPath } from "node:url";',
          "const __filename = __fileURLToPath(import.meta.url);",
          'const __dirname = __fileURLToPath(new URL(".", import.meta.url));',
        );
      }
      return lines.length === 0
        ? null
        : { code: `${lines.join("\n")}\n${code}`, map: null };
    },
  };
}

/** The packages that Rollup is told to leave out: optional, and not installed. */
export function isOptional(id: string): boolean {
  if (id.endsWith(".node")) return true;
  if (!["fsevents", "@opentelemetry/exporter-jaeger"].includes(id))
    return false;
  try {
    createRequire(import.meta.url).resolve(id);
    return false;
  } catch {
    return true;
  }
}

/** A change to the modules whose path matches. Throws where it changes nothing: the obstacle has moved. */
function edit(
  name: string,
  files: RegExp,
  change: (code: string, id: string) => string,
): Plugin {
  return {
    name,
    transform(code, id) {
      if (!files.test(id.replaceAll("\\", "/"))) return null;
      const changed = change(code, id);
      if (changed === code) throw new Error(`${name}: ${id} was not changed`);
      return { code: changed, map: null };
    },
  };
}
