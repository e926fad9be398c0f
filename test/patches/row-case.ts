import type { KubernetesProvider } from "../../src/garden/garden.js";
import type { KubeApi } from "../../src/garden/kube-api.js";
import type { GardenFunction } from "../../src/garden/names.js";
import type { Patch, RowContext } from "../../src/patches/patch.js";
import type { Consumer } from "../garden/consumer-calls.js";
import type { RecordingCluster } from "./recording-cluster.js";
import type { Lists } from "./seam.js";

/** All that the tests have to know of a row of the table: `row` of rows/<id>.ts. What they can tell from the row itself is
 *  not said again. */
export interface RowCase {
  /** How Garden calls the function. Not for a class, nor for the function that makes plugins: the tests know how these are
   *  used. */
  readonly call?: CallOf;
  /** For a row that puts pull secrets into pods. */
  readonly lists?: ListsCase;
  /** Garden's own callers of the function, by what they make. */
  readonly consumers?: Readonly<Record<string, ConsumerCase>>;
  /** What `manifests --all` shows of the row's `offline`, as `Deployment/garden-util`; or why it shows nothing. */
  readonly shown?: readonly string[] | string;
  /** Of what is shown, that which not every Garden with the row makes, and the Gardens that do. */
  readonly shownIn?: Readonly<Record<string, string>>;
}

export type CallOf = (given: Given) => GardenCall;

/** Whose lists there are when Garden calls the function. */
export interface Given {
  readonly provider: KubernetesProvider;
  /** The pod's. */
  readonly own?: readonly string[] | undefined;
  /** The provider's, where Garden puts it into the pod by itself. */
  readonly prepared?: readonly string[];
  /** The client, where the test looks at what is asked. */
  readonly api?: KubeApi;
}

export interface GardenCall {
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** Whether it returns a promise. */
  readonly later?: true;
}

export interface ListsCase {
  /** Whether the ServiceAccount's list counts where the pod has none: Garden gave it none either. */
  readonly account: boolean;
  /** Whether the row itself sees to the Secrets; the others' callers do. */
  readonly copies: boolean;
  /** The pod's list in the end, where calling the function alone does not show it. */
  readonly run?: (
    lists: Lists,
    cluster: RecordingCluster,
    rowOf: (id: string) => Patch,
  ) => Promise<unknown>;
  /** Where the pod's own list is that of the live workload, the name of that. */
  readonly live?: string;
}

/** One of Garden's callers, in the project of `consumed.ts` or in that of the conformance. */
export interface ConsumerCase {
  readonly calls: Consumer;
  /** The names in each pod's list, with the row. */
  readonly names: readonly string[];
  /** Whether those of the ServiceAccount `default` come first, where a pod runs as it. */
  readonly account?: true;
  /** The names without the row, in Garden 0.13.24, where the first of the provider's Secrets is listed twice. */
  readonly unpatched: readonly string[];
  /** Whether the option --workloads is needed. */
  readonly workloads?: true;
}

/** The case of each of these rows, by its id. Throws where one has none. */
export async function rowCases(
  ids: readonly string[],
): Promise<ReadonlyMap<string, RowCase>> {
  const entries = ids.map(async (id) => {
    const { row } = (await import(`./rows/${id}.ts`)) as { row: RowCase };
    return [id, row] as const;
  });
  return new Map(await Promise.all(entries));
}

/** How Garden calls each function of these rows, by the function's name. */
export function callsOf(
  patches: readonly Pick<Patch, "id" | "declares">[],
  cases: ReadonlyMap<string, RowCase>,
): ReadonlyMap<string, CallOf> {
  return new Map(
    patches.flatMap(({ id, declares }) => {
      const call = cases.get(id)?.call;
      return call ? [[declares, call] as const] : [];
    }),
  );
}

/** What the row makes of a function. */
export function wrapped<F extends GardenFunction>(
  row: Patch,
  original: F,
  context: RowContext,
): F {
  return row.wrap(original, context) as F;
}
