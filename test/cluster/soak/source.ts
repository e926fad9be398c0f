import type { V1Secret } from "@kubernetes/client-node";
import type { Cluster } from "../cluster.js";
import { pullSecret, type Credentials } from "../pull-secrets.js";

/** The Secrets of the provider config: one whose password changes, and one that stays. */
export const rotatedName = "dockerhub";
export const steadyName = "team-registry";

/** Gives the source Secret `name` of a namespace new credentials, and returns it as the API server has it then. */
export async function writeSource(
  cluster: Cluster,
  namespace: string,
  name: string,
  credentials: Credentials,
): Promise<V1Secret> {
  await cluster.createPullSecret(namespace, name, credentials);
  const text = await cluster.kubectl(
    "get",
    "secret",
    name,
    `--namespace=${namespace}`,
    "--output=json",
  );
  return JSON.parse(text) as V1Secret;
}

/** The forms in which these credentials could be seen. */
export function formsOf(credentials: Credentials): string[] {
  const { stringData } = pullSecret("", "", credentials);
  const whole = stringData[".dockerconfigjson"];
  const auth = `${credentials.user}:${credentials.password}`;
  return [credentials.password, auth, whole].flatMap((text) => [
    text,
    Buffer.from(text).toString("base64"),
  ]);
}
