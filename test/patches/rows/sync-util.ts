import type { RowCase } from "../row-case.js";
import { deployment, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own }) => ({
    args: [provider, "auth", []],
    result: { deployment: deployment(own), service: {} },
  }),
  lists: { account: false, copies: false },
  consumers: {
    "sync-util": {
      calls: { name: "ensureUtilDeployment" },
      names: projectSecrets,
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
  shown: ["Deployment/garden-util"],
};
