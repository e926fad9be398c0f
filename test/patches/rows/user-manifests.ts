import { contextOf, log } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { action, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider }) => ({
    args: [{ ctx: contextOf(provider), log, action, defaultNamespace: "shop" }],
    result: [],
    later: true,
  }),
  consumers: {
    "kubernetes Deploy": {
      calls: { name: "kubernetesDeploy", action: "deploy.proxied" },
      names: projectSecrets,
      account: true,
      unpatched: [],
      workloads: true,
    },
    "kubernetes Deploy of a Job that is there already": {
      calls: { name: "kubernetesDeploy", action: "deploy.migrate" },
      names: [],
      unpatched: [],
      workloads: true,
    },
  },
};
