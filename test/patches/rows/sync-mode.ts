import { contextOf, log } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { action, deployment, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own }) => {
    const ctx = contextOf(provider);
    const app = deployment(own);
    return {
      args: [{ ctx, log, provider, action, manifests: [app] }],
      result: { updated: [app], manifests: [app] },
      later: true,
    };
  },
  lists: { account: true, copies: true },
  consumers: {
    "sync-mode of a kubernetes Deploy": {
      calls: { name: "kubernetesDeploy", action: "deploy.web" },
      names: ["web-team", ...projectSecrets],
      unpatched: ["web-team"],
    },
    "sync-mode of a container Deploy": {
      calls: {
        name: "createContainerManifests",
        action: "deploy.api",
        params: { imageId: "api:1" },
      },
      names: projectSecrets,
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
};
