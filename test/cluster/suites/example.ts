import { readFileSync } from "node:fs";
import path from "node:path";
import { exampleProject, repository } from "../../garden/project.js";
import { pullSecret } from "../pull-secrets.js";
import { cluster } from "./shared-cluster.js";

/** A copy of the example and the namespace that it deploys into. */
export interface Example {
  readonly folder: string;
  readonly namespace: string;
}

const exampleConfig = path.join(
  repository,
  "examples",
  "shop",
  "project.garden.yml",
);

/** Copies examples/shop, deploying into a namespace of its own, and makes what it expects to find in the cluster: that
 *  namespace with the Secret of its web team, and the two Secrets of its provider config. */
export async function prepareExample(
  name: string,
  environment = "dev",
): Promise<Example> {
  const namespace = `${name}-${environment}`;
  await cluster().createNamespace(namespace);
  await prepareSharedSecrets();
  await cluster().apply(registrySecret(namespace, "web-team"));
  const config = readFileSync(exampleConfig, "utf8").replace(
    "namespace: shop-",
    `namespace: ${name}-`,
  );
  return {
    folder: exampleProject("shop", { "project.garden.yml": config }),
    namespace,
  };
}

/** The Secrets that the example's provider config names. */
async function prepareSharedSecrets(): Promise<void> {
  const { kubectl, createPullSecret, createNamespace, apply } = cluster();
  const namespaces = await kubectl("get", "namespaces", "--output=name");
  if (!namespaces.includes("namespace/registry-credentials")) {
    await createNamespace("registry-credentials");
  }
  await createPullSecret("registry-credentials", "dockerhub");
  await apply(registrySecret("default", "shop-registry"));
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
