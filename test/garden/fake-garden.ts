/** The source of a Garden small enough to be made thousands of times: one module that declares each function of the table
 *  and what the rows use, and a plugin that is made, configured and asked as Garden does. What its functions return comes
 *  from `globalThis.fake`. */
import { patches } from "../../dist/patches/index.js";
import { providerWith } from "../patches/recording-cluster.js";
import { callsOf, rowCases } from "../patches/row-case.js";

/** What can be wrong with a declaration. */
export const faults = [
  "missing",
  "declared twice",
  "declared twice, in another module",
  "parameter or method missing",
  "imported only",
  "in a string only",
  "a constant",
] as const;
export type Fault = (typeof faults)[number];

/** Declarations that differ: by name, the fault, and for a missing parameter which one. */
export type Broken = ReadonlyMap<
  string,
  { readonly fault: Fault; readonly parameter?: string }
>;

export interface FakeOptions {
  readonly version: string;
  /** Whether the kubernetes plugin is made by another function than the others, as by one of an SDK. */
  readonly otherMaker: boolean;
}

/** A module and what it imports, by the name that stands in its source. */
export interface FakeModules {
  readonly main: string;
  readonly imported: string;
}

const calls = callsOf(patches, await rowCases(patches.map(({ id }) => id)));

/** Functions that take one object take it apart, where what they are called with has a parameter among its keys. */
function takesApart(name: string): boolean {
  const [first] = calls.get(name)?.({ provider: providerWith([]) }).args ?? [];
  return (
    typeof first === "object" &&
    first !== null &&
    parametersOf(name).some((parameter) => parameter in first)
  );
}

const classes: Readonly<
  Record<string, (methods: readonly string[]) => string>
> = {
  PodRunner: (methods) =>
    `{ constructor() { Object.assign(this, fake.runner()); } ${methods.map((name) => `${name}() { return fake.${name}(this); }`).join(" ")} }`,
  Command: (methods) =>
    `{ ${methods.map((name) => `${name}() { return fake.call("Command.${name}", arguments); }`).join(" ")} }`,
  KubeApi: () => "{ static factory() { return fake.api(); } }",
  ConfigurationError: () =>
    "extends Error { constructor({ message }) { super(message); } }",
  DeploymentResourceStatusError: () => "extends Error {}",
  PodRunnerError: () => "extends Error {}",
};

/** All that it declares: the table's functions, and what the rows use. */
export const declaredNames: readonly string[] = [
  ...new Set([
    ...patches.map(({ declares }) => declares),
    ...patches.flatMap(({ uses }) => uses),
    "ConfigurationError",
    "getPackageVersion",
    "configureProvider",
  ]),
];

/** What the rows ask of a declaration. */
export function parametersOf(name: string): string[] {
  const rows = patches.filter(({ declares }) => declares === name);
  return [...new Set(rows.flatMap(({ parameters }) => parameters))];
}

/** The place in which the second module's URL is to be put. */
export const importedPlace = "the-other-module";

export function fakeGarden(
  broken: Broken,
  { version, otherMaker }: FakeOptions,
): FakeModules {
  const own: string[] = [];
  const other: string[] = [];
  const local = new Map<string, string>();
  for (const name of declaredNames) {
    const { fault, parameter } = broken.get(name) ?? {};
    const text = (as: string) => declaration(name, as, version, parameter);
    const made = `made_${name}`;
    local.set(name, name);
    switch (fault) {
      case undefined:
      case "parameter or method missing":
        own.push(text(name));
        break;
      case "declared twice":
        own.push(text(name), text(`${name}$1`));
        break;
      case "declared twice, in another module":
        own.push(text(name));
        other.push(text(name));
        break;
      case "missing":
        own.push(text(made));
        local.set(name, made);
        break;
      case "in a string only":
        own.push(text(made), `const text_${name} = "function ${name}() {}";`);
        local.set(name, made);
        break;
      case "imported only":
        other.push(text(made), `export { ${made} as ${name} };`);
        own.push(`import { ${name} } from ${JSON.stringify(importedPlace)};`);
        break;
      case "a constant":
        own.push(`const ${name} = ${text("")};`);
    }
  }
  const call = (name: string) => local.get(name) ?? "";
  const maker = otherMaker ? "(spec) => spec" : call("createGardenPlugin");
  const main = [
    `import ${JSON.stringify(importedPlace)};`,
    ...own,
    `export const get = (name) => ({ ${declaredNames.map((name) => `${name}: ${call(name)}`).join(", ")} })[name];`,
    `export const makePlugin = (spec) => (${maker})({ ...spec, handlers: { configureProvider: ${call("configureProvider")} } });`,
    "//# sourceMappingURL=none",
  ];
  return { main: main.join("\n"), imported: other.join("\n") };
}

function declaration(
  name: string,
  as: string,
  version: string,
  absent?: string,
): string {
  const needed = parametersOf(name).map((parameter) =>
    parameter === absent ? `renamed_${parameter}` : parameter,
  );
  const body = classes[name];
  if (body) return `class ${as} ${body(needed)}`;
  if (name === "getPackageVersion")
    return `function ${as}() { return ${JSON.stringify(version)}; }`;
  const parameters = takesApart(name)
    ? `{ ${needed.join(", ")} } = {}`
    : needed.join(", ");
  const kind = name === "configureProvider" ? "async function" : "function";
  return `${kind} ${as}(${parameters}) { return fake.call(${JSON.stringify(name)}, arguments); }`;
}
