import { contextOf } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { deployment, projectSecrets } from "../seam.js";
import { installed } from "../system-install.js";

export const row: RowCase = {
  call: ({ provider }) => ({
    args: [contextOf(provider)],
    result: { deployment: deployment(undefined), service: {} },
  }),
  lists: {
    account: true,
    copies: true,
    live: "default-backend",
    run: async (lists, cluster, rowOf) =>
      (await installed("generic", lists, cluster, rowOf))["default-backend"],
  },
  consumers: {
    "default backend": {
      calls: { clusterType: "generic" },
      names: projectSecrets,
      account: true,
      unpatched: [],
    },
  },
  shown: ["Deployment/default-backend"],
};
