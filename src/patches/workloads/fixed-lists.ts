import { lastAppliedOf } from "../../manifests/last-applied.js";
import {
  mapPodSpecs,
  podSpecsOf,
  type Manifest,
} from "../../manifests/pod-specs.js";
import {
  listedReferences,
  withPullSecrets,
} from "../../manifests/with-pull-secrets.js";
import { readWorkload } from "../../cluster/live-workload.js";
import type { GardenLog } from "../../garden/garden.js";
import type { KubeApi } from "../../garden/kube-api.js";

/** Once they are there, the API server refuses any change of their pull secrets (Kubernetes, `ValidateJobUpdate` and
 *  `ValidatePodUpdate`). */
const fixedKinds = ["Job", "Pod"];

/** Those of the manifests that are there and whose list can't be changed any more, and what is to be applied of each. */
export async function fixedManifests(
  manifests: readonly Manifest[],
  defaultNamespace: string,
  api: KubeApi,
  log: GardenLog,
): Promise<ReadonlyMap<Manifest, Manifest>> {
  const found = await Promise.all(
    manifests.map(async (manifest) => {
      const { kind = "", metadata: { name, namespace } = {} } = manifest;
      const isFixed =
        fixedKinds.includes(kind) && podSpecsOf(manifest).length > 0;
      if (!isFixed || name === undefined) return [];
      const place = namespace ?? defaultNamespace;
      const live = await readWorkload(api, place, { kind, name }, log);
      return live
        ? [[manifest, withListAsApplied(manifest, live)] as const]
        : [];
    }),
  );
  return new Map(found.flat());
}

/** The manifest with the list that was applied last, then its own: kubectl takes out of the live object what it has applied
 *  and does not find any more, and leaves what the API server has added. Where nothing says what was applied, as after an
 *  apply on the server's side, with the live list. */
function withListAsApplied(manifest: Manifest, live: Manifest): Manifest {
  const [before = {}] = podSpecsOf(lastAppliedOf(live) ?? live);
  const applied = listedReferences(before);
  return mapPodSpecs(manifest, (podSpec) => {
    const own = listedReferences(podSpec);
    return applied.every(({ name }) => own.some((one) => one.name === name))
      ? podSpec
      : withPullSecrets({ ...podSpec, imagePullSecrets: applied }, own);
  });
}
