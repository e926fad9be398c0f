import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, globalIgnores } from "eslint/config";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The folders of `src`, in order: a layer may import itself and the layers before it. */
const layers = [
  "config",
  "resolver",
  "manifests",
  "secrets",
  "registry",
  "diagnose",
  "garden",
  "cluster",
  "patches",
  "commands",
  "attach",
  "cli",
];

/** Layers that may import Node's module hooks, or make a `require` with them. */
const moduleLayers = ["config", "attach"];

/** Layers that may know how Garden calls its functions. */
const gardenLayers = ["garden", "cluster", "patches", "commands"];

/** Names of Garden's that nothing calls, but that were looked at for what does. */
const lookedAt = [
  "buildDockerAuthConfig",
  "checkWorkloadStatus",
  "ensureNamespace",
  "getKubernetesDeployStatus",
  "prepareDockerAuth",
];

/** All that the table, the commands and the check of the seams look for (test/layers.test.ts), but `helm` and `kubectl`, which are also
 *  programs. They are read from the text: this file is loaded by Node alone. */
const gardenNames = [
  ...lookedAt,
  ...calledNames(textOf("src/garden/names.ts")),
  ...readdirSync(new URL("src/patches", import.meta.url), { recursive: true })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      groupsIn(textOf(`src/patches/${file}`), /^ +declares: "(\w+)"/gm),
    ),
].filter((name) => !["helm", "kubectl"].includes(name));

function calledNames(text) {
  const [members] = groupsIn(
    text,
    /^export interface GardenNames \{(.*?)^\}/gms,
  );
  return [
    ...groupsIn(members, /^ {2}(\w+)[:(]/gm),
    ...groupsIn(text, /^export const \w+ = "(\w+)"/gm),
  ];
}

function textOf(file) {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}

/** What the first group of the pattern holds, of each match. */
function groupsIn(text, pattern) {
  return Array.from(text.matchAll(pattern), ([, group]) => group);
}

/** The borders of one layer. A slash is `\u002F` in a selector: it would end the regular expression. */
function bordersOf(layer, index) {
  const later = layers.slice(index + 1).join("|");
  const ownBorder = `"${layer}" may import only ${["itself", ...layers.slice(0, index)].join(", ")}`;
  const patterns = [];
  const syntax = [];
  if (later !== "") {
    patterns.push({ regex: `^(\\.\\./)+(${later})/`, message: ownBorder });
    syntax.push({
      selector: `:matches(ImportExpression, TSImportType)[source.value=/^(\\.\\.\\u002F)+(${later})\\u002F/]`,
      message: ownBorder,
    });
  }
  if (!moduleLayers.includes(layer)) {
    const message = `node:module belongs to ${moduleLayers.join(", ")}`;
    patterns.push({ regex: "^(node:)?module$", message });
    syntax.push({
      selector: "ImportExpression[source.value=/^(node:)?module$/]",
      message,
    });
  }
  if (!gardenLayers.includes(layer)) {
    syntax.push({
      selector: `Literal[value=/^(${gardenNames.join("|")})$/]`,
      message: `Garden's names belong to ${gardenLayers.join(", ")}`,
    });
  }
  // What Gardens do differently is met where it is called: in one layer.
  if (layer === "patches" || layer === "commands") {
    syntax.push({
      selector: "CallExpression[callee.object.name='garden']",
      message: "What is called of Garden belongs to garden",
    });
  }
  // src/garden/log-line.ts takes out what steers a terminal.
  syntax.push({
    selector:
      "CallExpression[callee.property.name=/^(silly|debug|verbose|info|warn|error)$/]:matches([callee.object.name='log'], [callee.object.property.name='log'])",
    message: "Lines of Garden's log are written by logLine",
  });
  return {
    files: [`src/${layer}/**/*.ts`],
    rules: {
      "no-restricted-imports": ["error", { patterns }],
      "no-restricted-syntax": ["error", ...syntax],
    },
  };
}

export default defineConfig(
  globalIgnores(["dist", "coverage", "reports", ".stryker-tmp", ".test-build"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // client-node's models are classes of plain data: manifests are literals, and copied by spreading
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true },
      ],
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // chai's assertions are expressions: expect(x).to.be.true
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  {
    files: ["src/**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      "import-x/resolver-next": [createTypeScriptImportResolver()],
    },
    rules: { "import-x/no-cycle": "error" },
  },
  layers.map(bordersOf),
);
