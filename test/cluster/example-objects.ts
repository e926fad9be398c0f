import type { Cluster } from "./cluster.js";
import { pullSecret } from "./pull-secrets.js";

/** Makes what examples/shop expects to find in a cluster: `namespace`, which it deploys into, with the Secret of its web
 *  team, and the two Secrets of its provider config in theirs. */
export async function makeExampleObjects(
  cluster: Cluster,
  namespace: string,
): Promise<void> {
  const { kubectl, createPullSecret, createNamespace, apply } = cluster;
  await createNamespace(namespace);
  const namespaces = await kubectl("get", "namespaces", "--output=name");
  if (!namespaces.includes("namespace/registry-credentials")) {
    await createNamespace("registry-credentials");
  }
  await createPullSecret("registry-credentials", "dockerhub");
  await apply(
    registrySecret("default", "shop-registry"),
    registrySecret(namespace, "web-team"),
  );
}

/** A credential for the deployment registry, which checks none. */
function registrySecret(namespace: string, name: string): object {
  return pullSecret(
    namespace,
    name,
    { user: name, password: "unchecked" },
    "registry.example.test",
  );
}
