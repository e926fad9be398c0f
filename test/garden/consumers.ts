import { rowCases, type ConsumerCase } from "../patches/row-case.js";

/** One of Garden's own callers of a patched function. */
export interface RowConsumer extends ConsumerCase {
  /** The row that it is about. */
  readonly row: string;
}

/** The consumers of these rows, by what they make. */
export async function consumersOf(
  rows: readonly string[],
): Promise<ReadonlyMap<string, RowConsumer>> {
  const cases = await rowCases(rows);
  return new Map(
    [...cases].flatMap(([row, { consumers = {} }]) =>
      Object.entries(consumers).map(
        ([title, consumer]) => [title, { row, ...consumer }] as const,
      ),
    ),
  );
}

/** What is called of Garden by these consumers, and for them. */
export function consumerNames(consumers: Iterable<ConsumerCase>): string[] {
  const called = Array.from(consumers, ({ calls }) =>
    "name" in calls ? calls.name : (calls.from ?? "getGardenIngressController"),
  );
  return [
    ...new Set(called),
    "KubeApi",
    "KubernetesError",
    "PodRunner",
    "ProviderRouter",
    "ActionSpecContext",
  ];
}
