import type { RowCase } from "../row-case.js";
import { podSpec, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own, prepared }) => ({
    args: [{ provider, podSpec: podSpec(own) }],
    result: podSpec(prepared),
    later: true,
  }),
  lists: { account: false, copies: false },
  consumers: {
    "Run with a list of its own": {
      calls: { name: "runOrTestWithPod", action: "run.own" },
      names: ["own", "shop-registry", "dockerhub"],
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
};
