import { readFileSync, writeFileSync } from "node:fs";

/** Who calls the API server. Each has a token of its own, so that the audit log tells them apart. */
export interface ApiUser {
  readonly name: string;
  readonly groups: readonly string[];
  readonly token: string;
}

/** The name of the only cluster, user and context in the kubeconfig. */
export const contextName = "garden-pull-secrets";

/** Writes a kubeconfig that holds all it needs, readable by its owner only. */
export function writeKubeconfig(
  path: string,
  server: string,
  authority: string,
  token: string,
): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: contextName,
        cluster: {
          server,
          "certificate-authority-data":
            readFileSync(authority).toString("base64"),
        },
      },
    ],
    users: [{ name: contextName, user: { token } }],
    contexts: [
      {
        name: contextName,
        context: {
          cluster: contextName,
          user: contextName,
          namespace: "default",
        },
      },
    ],
    "current-context": contextName,
  };
  writeFileSync(path, JSON.stringify(config, null, 2), { mode: 0o600 });
  return path;
}
