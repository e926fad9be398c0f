/** Which Gardens are made, and what has to come of each row of the table in them. */
import { gte, satisfies } from "semver";
import { patches } from "../../dist/patches/index.js";
import type { Patch, SeamReport } from "../../dist/patches/patch.js";
import {
  faults,
  parametersOf,
  type Broken,
  type Fault,
} from "./fake-garden.js";

/** A Garden with its faults. */
export interface FaultyGarden {
  readonly title: string;
  readonly broken: Broken;
  readonly version: string;
  readonly otherMaker: boolean;
  /** The row that throws while it wraps, if one does. */
  readonly throwing: string | null;
  /** Whether Garden goes on after a provider could not be configured. */
  readonly goesOn: boolean;
}

type Else = Partial<Omit<FaultyGarden, "broken">> & {
  readonly title: string;
  readonly broken?: Readonly<Record<string, Fault>>;
};

/** What else is wrong with it. */
const elses: readonly Else[] = [
  { title: "nothing else" },
  { title: "goes on after errors", goesOn: true },
  { title: "no createGardenPlugin", broken: { createGardenPlugin: "missing" } },
  {
    title: "two createGardenPlugin",
    broken: { createGardenPlugin: "declared twice, in another module" },
  },
  {
    title: "createGardenPlugin is a constant",
    broken: { createGardenPlugin: "a constant" },
    goesOn: true,
  },
  { title: "made by another function", otherMaker: true },
  {
    title: "made by another function, and no configureProvider",
    otherMaker: true,
    broken: { configureProvider: "missing" },
  },
  {
    title: "neither place of the check",
    broken: {
      createGardenPlugin: "imported only",
      configureProvider: "missing",
    },
    goesOn: true,
  },
  { title: "no KubeApi", broken: { KubeApi: "missing" } },
  {
    title: "two KubeApi",
    broken: { KubeApi: "declared twice" },
    goesOn: true,
  },
  {
    title: "neither check nor KubeApi",
    broken: {
      createGardenPlugin: "in a string only",
      configureProvider: "a constant",
      KubeApi: "imported only",
    },
  },
  { title: "no ConfigurationError", broken: { ConfigurationError: "missing" } },
  { title: "no version", broken: { getPackageVersion: "missing" } },
  { title: "sync mode fixed upstream", version: "0.13.63" },
  {
    title: "sync mode lacks a parameter",
    broken: { configureSyncMode: "parameter or method missing" },
    version: "0.14.20",
  },
  { title: "a version before all", version: "0.0.0-dev" },
];

/** Each row of the table with each fault, and throwing while it wraps, with each that is wrong besides. */
export function faultyGardens(): FaultyGarden[] {
  return elses.flatMap((other) =>
    patches.flatMap((row) => [
      ...faults.map((fault) => garden(other, row, fault)),
      garden(other, row, null),
    ]),
  );
}

/** `fault` null: the row throws while it wraps. */
function garden(other: Else, row: Patch, fault: Fault | null): FaultyGarden {
  const broken = new Map(
    Object.entries(other.broken ?? {}).map(([name, given]) => [
      name,
      faulty(given, parametersOf(name)),
    ]),
  );
  if (fault !== null) broken.set(row.declares, faulty(fault, row.parameters));
  return {
    version: "0.13.24",
    otherMaker: false,
    goesOn: false,
    ...other,
    title: `${row.id}: ${fault ?? "throws while wrapping"}; ${other.title}`,
    broken,
    throwing: fault === null ? row.id : null,
  };
}

function faulty(
  fault: Fault,
  parameters: readonly string[],
): { fault: Fault; parameter?: string } {
  const [parameter] = parameters.slice(-1);
  return fault === "parameter or method missing" && parameter !== undefined
    ? { fault, parameter }
    : { fault };
}

/** What `seams` has to say of the row. */
export function expectedState(
  row: Patch,
  { broken, version, otherMaker, throwing }: FaultyGarden,
): SeamReport["state"] {
  const { fault, parameter } = broken.get(row.declares) ?? {};
  const isReplaced =
    fault === undefined ||
    (fault === "parameter or method missing" &&
      !row.parameters.includes(parameter ?? ""));
  const canBeRead = (name: string) => {
    const { fault: given } = broken.get(name) ?? {};
    return (
      given === undefined ||
      given === "a constant" ||
      given === "parameter or method missing"
    );
  };
  const isWhole =
    isReplaced && row.uses.every(canBeRead) && throwing !== row.id;
  const hasPassed = row.id !== "plugin" || !otherMaker;
  if (isWhole && hasPassed) return "attached";
  if (!canBeRead("getPackageVersion")) return "missing";
  // A Garden that is older than all can't do without what is mandatory.
  if (!satisfies(version, row.gardens))
    return row.mandatory ? "missing" : "not in this version";
  return row.fixedFrom !== null && gte(version, row.fixedFrom)
    ? "fixed upstream"
    : "missing";
}
