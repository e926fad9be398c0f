import type { Garden, GardenLog } from "../../garden/garden.js";
import { resolveProvider } from "../../garden/providers.js";
import { words } from "../words.js";
import { inKeys } from "./output-references.js";
import { standIn, valueAt, type TakenOutput } from "./provider-outputs.js";

/** An output of a provider's that is taken somewhere and not known: nothing is run to find it out. */
export interface UnknownOutput {
  /** `exec.initScript.log` */
  readonly output: string;
  /** What takes it: `provider kubernetes`, `Deploy web`. */
  readonly by: readonly string[];
  /** What stands for it where something does. */
  readonly standIn: string;
}

/** Those of `taken` that are not known once their providers are resolved. `found` is given, before a provider is resolved,
 *  what it takes and is not known. */
export async function unknownOutputs(
  garden: Garden,
  log: GardenLog,
  taken: readonly TakenOutput[],
  found: (unknown: readonly TakenOutput[]) => void,
): Promise<TakenOutput[]> {
  const outputs = new Map<string, object>();
  const unknownOf = (some: readonly TakenOutput[]) =>
    some.filter((reference) => {
      const { provider, path } = reference;
      const value = valueAt(outputs.get(provider) ?? {}, path);
      if (path.length === 0) return Object.keys(value ?? {}).length === 0;
      return value === undefined || value === standIn(reference);
    });
  const visited = new Set<string>();
  const visit = async (name: string): Promise<void> => {
    if (visited.has(name)) return;
    visited.add(name);
    const takes = taken.filter(({ by }) => by === `provider ${name}`);
    for (const { provider } of takes) await visit(provider);
    found(unknownOf(takes));
    const { status } = await resolveProvider(garden, log, name);
    outputs.set(name, status?.outputs ?? {});
  };
  for (const { provider } of taken) await visit(provider);
  return unknownOf(taken);
}

/** Each output once. */
export function grouped(taken: readonly TakenOutput[]): UnknownOutput[] {
  const found = new Map<string, UnknownOutput & { by: string[] }>();
  for (const reference of taken) {
    const output = inKeys(reference);
    const known = found.get(output);
    if (known) known.by.push(reference.by);
    else
      found.set(output, {
        output,
        by: [reference.by],
        standIn: standIn(reference),
      });
  }
  return [...found.values()];
}

/** What to do about one, in a few words. */
export function howToGive(output: string): string {
  return `give it with --provider-output ${output}=<value>`;
}

/** What is to be said of an action that can't be resolved without these. */
export function takesUnknown(outputs: readonly string[]): string {
  const [first = ""] = outputs;
  return outputs.length === 1
    ? `takes the output ${first} of a provider, which is ${words.notKnown.phrase}: ${howToGive(first)}`
    : `takes the outputs ${outputs.join(", ")} of providers, which are ${words.notKnown.phrase}: give each with --provider-output <output>=<value>`;
}

/** Why nothing can be done without these. */
export function refusalWithout(unknown: readonly UnknownOutput[]): string {
  const lines = unknown.map(
    ({ output, by }) => `${output}, which ${by.join(" and ")} takes`,
  );
  return (
    `Outputs of providers are ${words.notKnown.phrase}, because nothing is run to find them out: ${lines.join("; ")}. ` +
    "Give each with --provider-output <output>=<value>, or let Garden prepare these providers, as a deploy does, with " +
    "--prepare-providers."
  );
}

/** What to think of where Garden refuses a project in which something stands for these. */
export function standInsUsed(unknown: readonly UnknownOutput[]): string {
  const lines = unknown.map(
    ({ output, standIn }) => `${standIn} for ${output}`,
  );
  return (
    `Texts stand for outputs of providers that are ${words.notKnown.phrase}: ${lines.join(", ")}. If one of them is what Garden refuses, ` +
    "give a value with --provider-output <output>=<value>."
  );
}
