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
  /** The `container` Deploys. Their image needs no build, no credential, and starts at once. */
  readonly deploys?: readonly string[];
  /** The Secrets in the provider config. They are there unless `absent` says otherwise. */
  readonly secrets?: readonly string[];
  readonly absent?: readonly string[];
  /** More lines of the provider config. */
  readonly provider?: string;
  readonly files?: Files;
}

/** Makes the project, its namespaces and its Secrets. */
export async function prepareSecretProject(
  name: string,
  {
    deploys = ["api"],
    secrets = ["dockerhub"],
    absent = [],
    provider = "",
    files = {},
  }: SecretProjectOptions = {},
): Promise<SecretProject> {
  const credentials = `${name}-credentials`;
  await Promise.all([
    cluster().createNamespace(name),
    cluster().createNamespace(credentials),
  ]);
  for (const secret of secrets)
    if (!absent.includes(secret)) await rotate(credentials, secret, "first");
  const references = secrets.map(
    (secret) => `{ name: ${secret}, namespace: ${credentials} }`,
  );
  const folder = project({
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
    imagePullSecrets: [${references.join(", ")}]
${provider}`,
    "deploys.garden.yml": deploys.map(containerDeploy).join("---\n"),
    ...files,
  });
  return { folder, namespace: name, credentials };
}

function containerDeploy(name: string): string {
  return `
kind: Deploy
name: ${name}
type: container
spec: { image: registry.example.test/built/app:latest }
`;
}

/** Makes a pull secret, or gives it a new password. */
export async function rotate(
  namespace: string,
  name: string,
  password: string,
): Promise<void> {
  await cluster().createPullSecret(namespace, name, {
    user: "rotated-user",
    password,
  });
}

/** The data of the pull secret that `rotate` makes. */
export function rotatedData(password: string): Record<string, string> {
  const { stringData } = pullSecret("", "", { user: "rotated-user", password });
  return Object.fromEntries(
    Object.entries(stringData).map(([key, value]) => [
      key,
      Buffer.from(value).toString("base64"),
    ]),
  );
}
