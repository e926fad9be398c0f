/** An account of a registry. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The key for Docker Hub that all clients understand. */
export const dockerHubKey = "https://index.docker.io/v1/";

/** The data of a Secret of the type `kubernetes.io/dockerconfigjson`. */
export function dockerConfigJson(
  credentials: Credentials,
  key = dockerHubKey,
): string {
  const auth = Buffer.from(
    `${credentials.user}:${credentials.password}`,
  ).toString("base64");
  return JSON.stringify({ auths: { [key]: { auth } } });
}

/** A Secret to pull with. */
export function pullSecret(
  namespace: string,
  name: string,
  credentials: Credentials,
  key = dockerHubKey,
) {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, namespace },
    type: "kubernetes.io/dockerconfigjson",
    stringData: { ".dockerconfigjson": dockerConfigJson(credentials, key) },
  };
}
