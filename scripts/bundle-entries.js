/** The last step of the build: what runs inside a Garden process becomes one file for each entry, and some for what they
 *  share. Twenty small files take Node longer than all else that the patch does at Garden's start. The packages that it
 *  uses are in these files as well: Garden replaces `Module.prototype.require`, so nothing of ours may pass it. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const inProject = (file) =>
  fileURLToPath(new URL(`../${file}`, import.meta.url));
const folder = inProject("dist/attach");
const bundled = inProject("dist/bundled");
const shared = "shared-";
const standIn = inProject("scripts/require-bundled.js");
const importLine = `import { requireBundled } from ${JSON.stringify(standIn)};`;

/** The files that load packages on first use have a `require` of Node's, and get one here that needs nothing of it. */
const bundledRequires = {
  name: "bundled-requires",
  setup({ onLoad }) {
    onLoad({ filter: /dist.(config.joi|attach.packages)\.js$/ }, (file) => {
      const code = readFileSync(file.path, "utf8");
      const contents = code
        .replace(/^import .*\bcreateRequire\b.*$/m, importLine)
        .replace(/\bcreateRequire\(import\.meta\.url\)/, "requireBundled");
      if (contents === code) throw new Error(`${file.path} makes no require`);
      return { contents };
    });
  },
};

/** What CommonJS packages require of Node itself is imported. */
const importedBuiltins = {
  name: "imported-builtins",
  setup({ onLoad, onResolve }) {
    const namespace = "builtin";
    onResolve({ filter: /./ }, ({ path: id, kind }) => {
      const name = id.replace(/^node:/, "");
      return kind === "require-call" && builtinModules.includes(name)
        ? { path: name, namespace }
        : undefined;
    });
    onResolve({ filter: /^es:/, namespace }, ({ path: id }) => ({
      path: id.slice("es:".length),
      namespace: "es-builtin",
    }));
    onLoad({ filter: /./, namespace }, ({ path: name }) => ({
      contents: `module.exports = require("es:${name}").default;`,
    }));
    onLoad({ filter: /./, namespace: "es-builtin" }, ({ path: name }) => ({
      contents: `export { default } from "node:${name}";`,
    }));
  },
};

/** Of undici, its client alone, as its own index makes it: fetch, WebSockets and what tests need are as much again. */
const undiciClient = {
  name: "undici-client",
  setup({ onLoad, onResolve }) {
    const namespace = "undici-client";
    onResolve({ filter: /^undici$/ }, ({ resolveDir }) => ({
      path: "undici",
      namespace,
      pluginData: resolveDir,
    }));
    onLoad({ filter: /./, namespace }, ({ pluginData: resolveDir }) => ({
      resolveDir,
      contents: `
        import Dispatcher from "undici/lib/dispatcher/dispatcher.js";
        import api from "undici/lib/api/index.js";
        import Agent from "undici/lib/dispatcher/agent.js";
        import EnvHttpProxyAgent from "undici/lib/dispatcher/env-http-proxy-agent.js";
        Object.assign(Dispatcher.prototype, api);
        export { Agent, EnvHttpProxyAgent };
      `,
    }));
  },
};

const common = {
  bundle: true,
  minify: true,
  legalComments: "none",
  platform: "node",
  target: "node20.19",
  logLevel: "warning",
  metafile: true,
};
const entries = await build({
  ...common,
  entryPoints: ["register", "npm-garden-main", "hooks"].map((name) =>
    path.join(folder, `${name}.js`),
  ),
  outdir: folder,
  allowOverwrite: true,
  splitting: true,
  chunkNames: `${shared}[hash]`,
  format: "esm",
  plugins: [bundledRequires, importedBuiltins, undiciClient],
});
// The command line likewise. Its packages stay where npm installed them: each command loads only those that it needs.
await build({
  ...common,
  entryPoints: [inProject("src/cli/main.ts")],
  outdir: inProject("dist/cli"),
  splitting: true,
  chunkNames: `${shared}[hash]`,
  format: "esm",
  packages: "external",
});
const packages = await build({
  ...common,
  entryPoints: ["acorn", "joi", "semver"],
  outdir: bundled,
  outExtension: { ".js": ".cjs" },
  format: "cjs",
});
writeFileSync(
  path.join(bundled, "LICENSES.txt"),
  licenses([entries.metafile, packages.metafile]),
);

/** What the packages ask to go with every copy of them. */
function licenses(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? [],
  );
  return [...new Set(folders)]
    .sort()
    .map((place) => {
      const { name, version } = JSON.parse(
        readFileSync(path.join(place, "package.json"), "utf8"),
      );
      const file = readdirSync(place).find((entry) =>
        /^licen[cs]e/i.test(entry),
      );
      if (file === undefined) throw new Error(`${place} has no license`);
      const text = readFileSync(path.join(place, file), "utf8");
      return `${name} ${version}\n\n${text.trim()}\n`;
    })
    .join("\n\n");
}
