import type { RowCase } from "../row-case.js";
import { projectSecrets } from "../seam.js";
import { installed } from "../system-install.js";

export const row: RowCase = {
  call: () => ({ args: ["garden-system"], result: [] }),
  lists: {
    account: true,
    copies: true,
    live: "ingress-nginx-controller",
    run: async (lists, cluster, rowOf) =>
      (await installed("kind", lists, cluster, rowOf)).kind,
  },
  consumers: {
    "ingress-nginx on kind": {
      calls: { clusterType: "kind" },
      names: projectSecrets,
      unpatched: [],
    },
  },
  shown: [
    "Deployment/ingress-nginx-controller",
    "Job/ingress-nginx-admission-create",
    "Job/ingress-nginx-admission-patch",
  ],
  // Garden 0.14.16 took the admission webhook away.
  shownIn: {
    "Job/ingress-nginx-admission-create": "<0.14.16",
    "Job/ingress-nginx-admission-patch": "<0.14.16",
  },
};
