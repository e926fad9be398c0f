import { project, type Files } from "../../garden/project.js";
import { pullSecret } from "../pull-secrets.js";
import { cluster } from "./shared-cluster.js";

/** A project that deploys into one namespace, with the Secrets of its provider config in another. */
export interface SecretProject {
  readonly folder: string;
  readonly namespace: string;
  readonly credentials: string;
}

export interface SecretProjectOptions {
  /** The `container` Deploys. Their image needs no build and no credential, and starts at once. */
  readonly deploys?: readonly string[];
  /** The Secrets of the provider config. */
  readonly secrets?: readonly string[];
  /** More lines of the provider config. */
  readonly provider?: string;
  readonly files?: Files;
  /** False where Garden is to make the namespace, as the only one that it deletes again. */
  readonly namespaceExists?: boolean;
}

/** Makes the project, its namespaces and its Secrets. */
export async function prepareSecretProject(
  name: string,
  options: SecretProjectOptions = {},
): Promise<SecretProject> {
  const { secrets = ["dockerhub"], namespaceExists = true } = options;
  const credentials = `${name}-credentials`;
  await cluster().createNamespace(credentials);
  if (namespaceExists) await cluster().createNamespace(name);
  for (const secret of secrets) await rotate(credentials, secret, "first");
  return { folder: secretProject(name, options), namespace: name, credentials };
}

/** The project alone, as a second colleague has it. */
export function secretProject(
  name: string,
  {
    deploys = ["api"],
    secrets = ["dockerhub"],
    provider = "",
    files = {},
  }: SecretProjectOptions = {},
): string {
  const references = secrets.map(
    (secret) => `      - { name: ${secret}, namespace: ${name}-credentials }`,
  );
  return project({
    "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: ${name}
environments: [{ name: default }]
providers:
  - name: kubernetes
    context: garden-pull-secrets
    namespace: ${name}
    buildMode: kaniko
    deploymentRegistry: { hostname: registry.example.test, namespace: ${name} }
    imagePullSecrets:
${references.join("\n")}
${provider}`,
    "deploys.garden.yml": deploys.map(containerDeploy).join("---"),
    ...files,
  });
}

function containerDeploy(name: string): string {
  return `
kind: Deploy
name: ${name}
type: container
spec: { image: registry.example.test/built/app:latest }
`;
}

const rotated = (password: string) => ({ user: "rotated-user", password });

/** Makes a pull secret, or gives it a new password. */
export async function rotate(
  namespace: string,
  name: string,
  password: string,
): Promise<void> {
  await cluster().createPullSecret(namespace, name, rotated(password));
}

/** The data of the pull secret that `rotate` makes. */
export function rotatedData(password: string): Record<string, string> {
  const { stringData } = pullSecret("", "", rotated(password));
  return Object.fromEntries(
    Object.entries(stringData).map(([key, value]) => [
      key,
      Buffer.from(value).toString("base64"),
    ]),
  );
}

/** Puts an object in the place of the one of its name, whatever that may be. */
export async function replaceSecret(secret: {
  readonly metadata: { readonly name: string; readonly namespace: string };
}): Promise<void> {
  await deleteSecret(secret.metadata.namespace, secret.metadata.name);
  await cluster().apply(secret);
}

export async function deleteSecret(
  namespace: string,
  name: string,
): Promise<void> {
  await cluster().kubectl(
    "delete",
    "secret",
    name,
    `--namespace=${namespace}`,
    "--ignore-not-found",
  );
}

export async function patchSecret(
  namespace: string,
  name: string,
  patch: object,
): Promise<void> {
  await cluster().kubectl(
    "patch",
    "secret",
    name,
    `--namespace=${namespace}`,
    "--type=merge",
    `--patch=${JSON.stringify(patch)}`,
  );
}
