import { readFileSync } from "node:fs";
import path from "node:path";
import { exampleProject, repository } from "../../garden/project.js";
import { makeExampleObjects } from "../example-objects.js";
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

/** Copies examples/shop, deploying into a namespace of its own, and makes what it expects to find in the cluster. */
export async function prepareExample(
  name: string,
  environment = "dev",
): Promise<Example> {
  const namespace = `${name}-${environment}`;
  await makeExampleObjects(cluster(), namespace);
  const config = readFileSync(exampleConfig, "utf8").replace(
    "namespace: shop-",
    `namespace: ${name}-`,
  );
  return {
    folder: exampleProject("shop", { "project.garden.yml": config }),
    namespace,
  };
}
