import {
  builtImage,
  clusterProject,
  containerDeploy,
  deployment,
  kubernetesDeploy,
  syncMode,
} from "../projects.js";
import { rotatedName, steadyName } from "./source.js";

/** The namespaces of the project whose cluster is shaken. */
export const namespaces = {
  credentials: "soak-credentials",
  /** The provider's own, which Garden makes. */
  app: "soak-app",
  /** Has a Secret of the name of a source, with other data, which is adopted. */
  adopted: "soak-adopted",
  /** Has the user's own Secret, of the name and with the data of a source. */
  own: "soak-own",
} as const;

const provided = (name: string) => ({
  secrets: [rotatedName, steadyName],
  credentials: `${name}-credentials`,
  variables: { stamp: "none" },
});

/** The project that all steps work on: a Deploy from a private repository of Docker Hub, a Run, and two Deploys that can be
 *  put into sync mode, each in a namespace of its own. A new `stamp` makes new pods. */
export function soakProject(): string {
  return clusterProject({
    name: "soak",
    ...provided("soak"),
    provider: { namespace: namespaces.app },
    actions: [
      {
        kind: "Deploy",
        name: "api",
        type: "container",
        spec: { image: "docker.io/acme/web:1.0", env: { STAMP: stamp } },
      },
      {
        kind: "Run",
        name: "seed",
        type: "container",
        spec: {
          image: "docker.io/acme/db:1.0",
          cacheResult: false,
          command: ["/bin/sh", "-c", "echo seeded"],
        },
      },
      syncDeploy("web", namespaces.adopted),
      syncDeploy("site", namespaces.own),
    ],
  });
}

/** The project of a process that lives long, of both kinds of Deploys. */
export function memoryProject(name: string): string {
  return clusterProject({
    name,
    ...provided(name),
    actions: [containerDeploy("api"), syncDeploy("web", name)],
  });
}

const stamp = "${var.stamp}";

function syncDeploy(name: string, namespace: string): object {
  const manifest = deployment(name, {
    namespace,
    image: builtImage,
    annotations: { stamp },
  });
  return kubernetesDeploy(name, [manifest], { namespace, ...syncMode(name) });
}
