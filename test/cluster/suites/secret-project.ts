import {
  clusterProject,
  containerDeploy,
  type ProjectDescription,
} from "../projects.js";
import { pullSecret } from "../pull-secrets.js";
import { cluster } from "./shared-cluster.js";

/** A project that deploys into one namespace, with the Secrets of its provider config in another. */
export interface SecretProject {
  readonly folder: string;
  readonly namespace: string;
  readonly credentials: string;
}

export interface SecretProjectOptions extends Partial<
  Omit<ProjectDescription, "name">
> {
  /** False where Garden is to make the namespace, as the only one that it deletes again. */
  readonly namespaceExists?: boolean;
}

/** Makes the project, its namespaces and its Secrets. */
export async function prepareSecretProject(
  name: string,
  { namespaceExists = true, ...description }: SecretProjectOptions = {},
): Promise<SecretProject> {
  const { secrets = ["dockerhub"] } = description;
  const credentials = `${name}-credentials`;
  await cluster().createNamespace(credentials);
  if (namespaceExists) await cluster().createNamespace(name);
  for (const secret of secrets) await rotate(credentials, secret, "first");
  const folder = secretProject(name, description);
  return { folder, namespace: name, credentials };
}

/** The project alone, as a second colleague has it: a `container` Deploy, and one Secret, if nothing else is said. */
export function secretProject(
  name: string,
  description: Partial<ProjectDescription> = {},
): string {
  return clusterProject({
    name,
    secrets: ["dockerhub"],
    actions: [containerDeploy("api")],
    ...description,
  });
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
