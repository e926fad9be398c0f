import type { RowCase } from "../row-case.js";
import { deployment, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own }) => ({
    args: [{ provider }],
    result: deployment(own),
    later: true,
  }),
  lists: { account: false, copies: false },
  consumers: {
    "container Deploy": {
      calls: {
        name: "createContainerManifests",
        action: "deploy.plain",
        params: { imageId: "plain:1" },
      },
      names: projectSecrets,
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
};
