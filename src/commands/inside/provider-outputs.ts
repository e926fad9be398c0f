import type { Garden, ProviderFields } from "../../garden/garden.js";
import { projectConfigs } from "../../garden/project-configs.js";
import { configuredProviders } from "../../garden/providers.js";
import { outputsVariable } from "../variables.js";
import {
  inKeys,
  outputReferences,
  type OutputReference,
} from "./output-references.js";

/** What the user says of providers' outputs, which nothing is run to find out. */
export interface OutputOptions {
  /** By keys, such as `exec.initScript.log`. */
  readonly given: Readonly<Record<string, string>>;
  /** Garden may prepare the providers, as a deploy does, but for those of the kubernetes family. */
  readonly prepare: boolean;
}

/** What the user says of them to this process. */
export const outputOptions: OutputOptions = JSON.parse(
  process.env[outputsVariable] ?? '{ "given": {}, "prepare": false }',
) as OutputOptions;
Reflect.deleteProperty(process.env, outputsVariable);

/** Outputs of a provider's, as deep as their keys. */
export interface Outputs {
  [key: string]: string | null | Outputs;
}

/** The outputs that Garden tells of a provider of the kubernetes family, by its config. */
export function kubernetesOutputs(config: ProviderFields): Outputs {
  return {
    ...(config.namespace && { "app-namespace": config.namespace.name }),
    "default-hostname": config.defaultHostname ?? null,
  };
}

/** `known`, with the values that are given put over it, and something that stands for each other of `references`. */
export function withOutputs(
  known: Outputs,
  provider: string,
  references: readonly OutputReference[],
  { given }: Pick<OutputOptions, "given">,
): Outputs {
  const outputs = structuredClone(known);
  for (const [keys, value] of Object.entries(given)) {
    const [name, ...path] = keys.split(".");
    if (name === provider) place(outputs, path, value);
  }
  for (const reference of references)
    if (
      reference.provider === provider &&
      valueAt(outputs, reference.path) === undefined
    )
      place(outputs, reference.path, standIn(reference));
  return outputs;
}

/** What stands for an output that is not known: a text that may be a name or a host, and is neither by chance. */
export function standIn(reference: OutputReference): string {
  const words = inKeys(reference)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return ["not-known", ...words]
    .filter((word) => word !== "")
    .join("-")
    .slice(0, 63)
    .replace(/-+$/, "");
}

/** Undefined where there is none. */
export function valueAt(outputs: object, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    outputs,
  );
}

/** A path that leads through a text is left out: the text is what is there. */
function place(
  outputs: Outputs,
  [key, ...rest]: readonly string[],
  value: string,
): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    outputs[key] = value;
    return;
  }
  const next = (outputs[key] ??= {});
  if (typeof next !== "string") place(next, rest, value);
}

/** What takes an output. */
export interface TakenOutput extends OutputReference {
  /** `provider kubernetes`, `module web` or `Deploy web`. */
  readonly by: string;
}

/** The outputs that the project's configs take of the providers that it configures. */
export async function takenOutputs(garden: Garden): Promise<TakenOutput[]> {
  const names = configuredProviders(garden).map(({ name }) => name);
  const configs = await projectConfigs(garden);
  return configs.flatMap(({ what, config }) =>
    outputReferences(config)
      .filter(({ provider }) => names.includes(provider))
      .map((reference) => ({ ...reference, by: what })),
  );
}
