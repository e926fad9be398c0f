import { contextOf } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { projectSecrets } from "../seam.js";
import { installed } from "../system-install.js";

export const row: RowCase = {
  call: ({ provider }) => ({ args: [contextOf(provider)], result: {} }),
  lists: {
    account: true,
    copies: true,
    live: "garden-nginx-ingress-nginx-controller",
    run: async (lists, cluster, rowOf) =>
      (await installed("k3s", lists, cluster, rowOf)).helm,
  },
  consumers: {
    "ingress-nginx by helm": {
      calls: { clusterType: "generic", withoutBackend: true },
      names: projectSecrets,
      unpatched: [],
    },
  },
  shown: "helm renders the chart, and offline work runs no program",
};
