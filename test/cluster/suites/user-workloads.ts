import { helmDeploy, publicImage } from "../projects.js";
import { cluster } from "./shared-cluster.js";

/** Where the user's own workloads go: the project's namespace, one that a manifest names, one that a manifest makes, and
 *  that of its helm releases. */
export type WorkloadPlaces = Readonly<
  Record<"own" | "named" | "made" | "releases", string>
>;

/** Makes the namespaces of a project, but for the one that it makes itself. */
export async function preparePlaces(name: string): Promise<WorkloadPlaces> {
  const places = {
    own: name,
    named: `${name}-named`,
    made: `${name}-made`,
    releases: `${name}-releases`,
  };
  for (const namespace of [places.own, places.named, places.releases])
    await cluster().createNamespace(namespace);
  return places;
}

export const charts = ["worker", "account"];

/** A release whose pods run as the namespace's account, and one that brings an account of its own. */
export function releasesIn(
  namespace: string,
  ofAccount: object = {},
): object[] {
  const values = { image: publicImage };
  return [
    helmDeploy("worker", "worker", { namespace, values }),
    helmDeploy("account", "account", { namespace, ...ofAccount }),
  ];
}

export function namespaceManifest(name: string): object {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}
