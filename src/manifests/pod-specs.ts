import { isRecord } from "../config/is-record.js";
import type { Manifest, PodSpec } from "./objects.js";

export type { Manifest, PodSpec } from "./objects.js";

interface PodSpecPlace {
  readonly groups: readonly string[];
  readonly path: readonly string[];
}

const coreGroup = "";

/** Where each kind keeps its PodSpec, from the Kubernetes API reference. A group stands for all its versions;
 *  `extensions` held the first versions of what is now `apps`. */
const podSpecPlaces: ReadonlyMap<string, PodSpecPlace> = new Map([
  ["Pod", { groups: [coreGroup], path: ["spec"] }],
  ["PodTemplate", { groups: [coreGroup], path: ["template", "spec"] }],
  [
    "ReplicationController",
    { groups: [coreGroup], path: ["spec", "template", "spec"] },
  ],
  [
    "Deployment",
    { groups: ["apps", "extensions"], path: ["spec", "template", "spec"] },
  ],
  [
    "DaemonSet",
    { groups: ["apps", "extensions"], path: ["spec", "template", "spec"] },
  ],
  [
    "ReplicaSet",
    { groups: ["apps", "extensions"], path: ["spec", "template", "spec"] },
  ],
  ["StatefulSet", { groups: ["apps"], path: ["spec", "template", "spec"] }],
  ["Job", { groups: ["batch"], path: ["spec", "template", "spec"] }],
  [
    "CronJob",
    {
      groups: ["batch"],
      path: ["spec", "jobTemplate", "spec", "template", "spec"],
    },
  ],
]);

/** The PodSpecs of a manifest, in document order: those of all its items where it is a `v1` `List`.
 *  Empty for every other kind, for a kind of the same name in another API group, and where the spec is missing. */
export function podSpecsOf(manifest: Manifest): PodSpec[] {
  const podSpecs: PodSpec[] = [];
  mapPodSpecs(manifest, (podSpec) => {
    podSpecs.push(podSpec);
    return podSpec;
  });
  return podSpecs;
}

/** The manifest with each of its PodSpecs (see `podSpecsOf`) replaced by what `change` makes of it.
 *  Copies only what leads to a changed PodSpec, and returns `manifest` itself where `change` returned every PodSpec
 *  as it was. The input stays untouched. */
export function mapPodSpecs<T extends Manifest>(
  manifest: T,
  change: (podSpec: PodSpec) => PodSpec,
): T {
  return mapManifest(manifest, change) as T;
}

function mapManifest(
  manifest: unknown,
  change: (podSpec: PodSpec) => PodSpec,
): unknown {
  if (!isRecord(manifest)) return manifest;
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    return manifest;
  }
  if (apiVersion === "v1" && kind === "List") {
    return mapAt(manifest, ["items"], (items) => mapItems(items, change));
  }
  const place = podSpecPlaces.get(kind);
  if (!place?.groups.includes(groupOf(apiVersion))) return manifest;
  return mapAt(manifest, place.path, (podSpec) =>
    isPodSpec(podSpec) ? change(podSpec) : podSpec,
  );
}

function mapItems(
  items: unknown,
  change: (podSpec: PodSpec) => PodSpec,
): unknown {
  if (!Array.isArray(items)) return items;
  const before: readonly unknown[] = items;
  const after = before.map((item) => mapManifest(item, change));
  return after.some((item, index) => item !== before[index]) ? after : items;
}

/** `node` with the value at `path` replaced by what `change` makes of it; `node` itself where that is the same. */
function mapAt(
  node: unknown,
  path: readonly string[],
  change: (value: unknown) => unknown,
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(node);
  if (!isRecord(node)) return node;
  const before = node[key];
  const after = mapAt(before, rest, change);
  return after === before ? node : { ...node, [key]: after };
}

/** The API group of an `apiVersion`: `apps` of `apps/v1`; the core group, whose name is empty, of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf("/");
  return slash === -1 ? coreGroup : apiVersion.slice(0, slash);
}

/** Any object in a PodSpec's place counts as one: what it holds is for the API server to check. */
function isPodSpec(value: unknown): value is PodSpec {
  return isRecord(value);
}
