import { isDeepStrictEqual } from "node:util";
import type { V1Secret } from "@kubernetes/client-node";
import { isAdopted } from "../../../src/secrets/marker.js";

/** What is known of the Secrets that are not ours to change, and which copies have to be right. */
export interface SecretsModel {
  /** Secrets that nobody may change or remove, as they were last written. */
  readonly untouched: Map<string, V1Secret>;
  /** Secrets that may be adopted, and then be changed, but never be recreated: whose label has to be kept. */
  readonly adoptable: Map<string, V1Secret>;
  /** The namespaces that the last good run of patched Garden brought the current sources to. */
  readonly covered: Set<string>;
}

export const keyOf = ({ metadata }: V1Secret): string =>
  `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;

/** How what lies in the cluster differs from what was written, each in a sentence without any data. */
export function touchedSecrets(
  { untouched, adoptable }: SecretsModel,
  found: ReadonlyMap<string, V1Secret>,
): string[] {
  return [
    ...[...untouched].flatMap(([key, before]) => {
      const now = found.get(key);
      if (!now) return [`Secret ${key} is gone`];
      const parts = (["metadata", "type", "data", "immutable"] as const).filter(
        (part) => !isDeepStrictEqual(now[part], before[part]),
      );
      return parts.map((part) => `Secret ${key} has another ${part}`);
    }),
    ...[...adoptable].flatMap(([key, before]) => {
      const now = found.get(key);
      if (!now) return [`Secret ${key} is gone`];
      const said: string[] = [];
      if (now.metadata?.uid !== before.metadata?.uid)
        said.push(`Secret ${key} was recreated`);
      for (const label of Object.keys(before.metadata?.labels ?? {}))
        if (now.metadata?.labels?.[label] === undefined)
          said.push(`Secret ${key} has lost the label ${label}`);
      if (!isDeepStrictEqual(now.data, before.data) && !isAdopted(now))
        said.push(`Secret ${key} has other data and is not marked as adopted`);
      return said;
    }),
  ];
}

/** Which copies differ from their sources, in the namespaces that are covered. */
export function wrongCopies(
  { covered }: SecretsModel,
  sources: readonly V1Secret[],
  found: ReadonlyMap<string, V1Secret>,
): string[] {
  return [...covered].flatMap((namespace) =>
    sources.flatMap((source) => {
      const key = `${namespace}/${source.metadata?.name ?? ""}`;
      const copy = found.get(key);
      if (!copy) return [`there is no copy ${key}`];
      return (["type", "data"] as const)
        .filter((part) => !isDeepStrictEqual(copy[part], source[part]))
        .map((part) => `copy ${key} differs from its source in its ${part}`);
    }),
  );
}
