import { loginOf } from "../../src/registry/credential.js";
import { CreateError } from "../../src/commands/create/target.js";
import { writeLogins } from "../../src/commands/create/write-logins.js";
import { cleanNamespaces } from "../../src/commands/clean/clean-namespaces.js";
import { cleanRequests } from "../../src/cluster/object-requests.js";
import { ensurePullSecrets } from "../../src/cluster/pull-secret-copies.js";
import type { GardenLog } from "../../src/garden/garden.js";
import type { KubeApi } from "../../src/garden/kube-api.js";
import type { Manifest } from "../../src/manifests/objects.js";
import { SecretError } from "../../src/secrets/secret-api.js";
import { passwordMark } from "./objects.js";
import {
  podNamespaces,
  projects,
  type Operation,
  type Place,
} from "./sequences.js";

/** What an operation says: all of it, and of that Garden's warnings and the errors that end it. */
export interface Said {
  readonly lines: string[];
  readonly warnings: string[];
  readonly errors: string[];
}

/** What the operations know besides the cluster. */
export interface View {
  /** Before the name of each namespace. */
  readonly prefix: string;
  /** Custom resources of the projects' Deploys. */
  readonly resources: readonly Manifest[];
}

let sessions = 0;

/** Does it with the patch's own code. Errors that users are to read go to `said`; any other is thrown. */
export async function operate(
  operation: Operation,
  api: KubeApi,
  { prefix, resources }: View,
  said: Said,
): Promise<void> {
  const hear = (to: string[]) => (line: string) => {
    to.push(line);
    said.lines.push(line);
  };
  const log: GardenLog = {
    context: { sessionId: `session-${String(++sessions)}` },
    info: hear([]),
    warn: hear(said.warnings),
    verbose: hear([]),
  };
  const moved = ({ namespace, name }: Place) => ({
    name,
    namespace: prefix + namespace,
  });
  try {
    switch (operation.does) {
      case "deploy": {
        const { imagePullSecrets, copySecrets } = projects[operation.project];
        const secrets = [...imagePullSecrets, ...copySecrets].map(moved);
        const namespace = prefix + operation.namespace;
        await ensurePullSecrets({ api, namespace, secrets, log });
        return;
      }
      case "clean": {
        const { imagePullSecrets, copySecrets } = projects[operation.project];
        const namespaces = podNamespaces.map((name) => prefix + name);
        const known = {
          provider: "kubernetes",
          systemNamespace: `${prefix}system`,
          sources: imagePullSecrets.map(moved),
          copySecrets: copySecrets.map(moved),
          deploys: [
            {
              name: "web",
              release: null,
              namespace: `${prefix}shop`,
              namespaces,
              withReferences: false,
              resources,
            },
          ],
        };
        const done = await cleanNamespaces(
          known,
          namespaces,
          cleanRequests(api, log),
          { write: true, agreed: null },
        );
        said.lines.push(JSON.stringify(done));
        said.errors.push(...done.problems);
        return;
      }
      case "create": {
        const logins = operation.registries.map((registry) => ({
          registry,
          login: loginOf("me", passwordMark),
        }));
        const place = moved(operation.place);
        await writeLogins(api, place, logins, { write: true, log });
      }
    }
  } catch (error) {
    const isForUsers =
      error instanceof SecretError || error instanceof CreateError;
    if (!isForUsers) throw error;
    said.errors.push(error.message);
    said.lines.push(error.message);
  }
}
