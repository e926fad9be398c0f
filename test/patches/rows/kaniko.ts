import type { RowCase } from "../row-case.js";
import { pod, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own }) => ({ args: [{ provider }], result: pod(own) }),
  lists: { account: false, copies: false },
  consumers: {
    kaniko: {
      calls: {
        name: "runKaniko",
        action: "build.api",
        params: {
          kanikoNamespace: "shop-dev",
          utilNamespace: "shop-dev",
          authSecretName: "auth",
          args: [],
        },
      },
      names: projectSecrets,
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
  shown: ["Pod/kaniko"],
};
