/** The library in use: adds pull secrets to the manifests of a file, says which Secret serves each of their images, and
 *  why a pull failed. It needs the packages `garden-pull-secrets` and `yaml`, and for its types `@types/node`.
 *
 *      main.ts <manifests.yaml> <secrets.yaml> [<message of a failed pull>] */
import { readFileSync } from "node:fs";
import {
  causes,
  diagnose,
  lookUp,
  makeKeyring,
  parseProviderConfig,
  podSpecsOf,
  resolvePullSecrets,
  withPullSecretsInManifest,
  type Manifest,
  type Secret,
} from "garden-pull-secrets";
import { parseAllDocuments, stringify } from "yaml";

const [
  manifestsFile = "manifests.yaml",
  secretsFile = "secrets.yaml",
  message,
] = process.argv.slice(2);

// What stands under the provider in project.garden.yml.
const config = parseProviderConfig({
  imagePullSecrets: [
    { name: "dockerhub", namespace: "registry-credentials" },
    { name: "shop-registry" },
  ],
});
const { references } = resolvePullSecrets(config);

// Workloads get the references behind their own, everything else stays as it is.
const manifests = documents<Manifest>(manifestsFile).map((manifest) =>
  withPullSecretsInManifest(manifest, references),
);
console.log(manifests.map((manifest) => stringify(manifest)).join("---\n"));

// What a node would pull each image with, by the kubelet's own rules.
const keyring = makeKeyring(documents<Secret>(secretsFile));
for (const podSpec of manifests.flatMap(podSpecsOf)) {
  const { initContainers = [], containers } = podSpec;
  for (const { image = "" } of [...initContainers, ...containers]) {
    const { attempts, error } = lookUp(keyring, image);
    const served = attempts
      .map(({ secret, username }) => `Secret ${secret}, as ${username}`)
      .join("; ");
    console.log(`${image}: ${error ?? (served || "no Secret serves it")}`);
  }
}

// What the kubelet says of a failed pull, in words that help.
if (message !== undefined) {
  const { cause, image, remedy } = diagnose(message);
  console.log(
    `\n${image ?? "The image"}: ${causes[cause].sentence}\n${remedy}`,
  );
}

function documents<T>(file: string): T[] {
  return parseAllDocuments(readFileSync(file, "utf8")).map(
    (document) => document.toJS() as T,
  );
}
