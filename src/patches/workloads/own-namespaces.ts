import { running } from "../running.js";

/** Prepares the namespaces that are there now, and those that the Deploy which runs makes itself (`own`) once Garden has
 *  waited for them: `ownNamespacesAreThere` says when. */
export async function prepareNamespaces(
  namespaces: ReadonlySet<string>,
  own: ReadonlySet<string>,
  prepare: (namespace: string) => Promise<void>,
): Promise<void> {
  const { userDeploy } = running();
  if (!userDeploy) return;
  const there = [...namespaces].filter((name) => !own.has(name));
  const later = [...namespaces].filter((name) => own.has(name));
  await Promise.all(there.map(prepare));
  userDeploy.prepareOwnNamespaces = async () => {
    await Promise.all(later.map(prepare));
  };
}

/** Prepares the namespaces that the Deploy which runs, if one does, has made. */
export async function ownNamespacesAreThere(): Promise<void> {
  await running().userDeploy?.prepareOwnNamespaces?.();
}
