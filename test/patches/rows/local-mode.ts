import { contextOf, log } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { action, deployment, projectSecrets } from "../seam.js";

const proxy = "gardendev/k8s-reverse-proxy:0.1.0";

export const row: RowCase = {
  call: ({ provider, own }) => {
    const app = deployment(own, "app", proxy);
    return {
      args: [{ ctx: contextOf(provider), log, action, manifests: [app] }],
      result: { updated: [app], manifests: [app] },
      later: true,
    };
  },
  lists: { account: true, copies: true },
  consumers: {
    "local mode of a kubernetes Deploy": {
      calls: {
        name: "kubernetesDeploy",
        action: "deploy.proxied",
        mode: "local",
      },
      names: projectSecrets,
      account: true,
      unpatched: [],
    },
  },
  shown:
    "ssh-keygen makes keys for its proxy, and offline work runs no program",
};
