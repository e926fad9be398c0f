import type { RowCase } from "../row-case.js";
import { deployment, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own }) => ({
    args: [provider, "auth", []],
    result: deployment(own),
  }),
  lists: { account: false, copies: false },
  consumers: {
    buildkit: {
      calls: { name: "ensureBuildkit" },
      names: projectSecrets,
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
  shown: ["Deployment/garden-buildkit"],
};
