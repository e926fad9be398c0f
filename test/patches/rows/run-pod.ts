import { log, namespace, recordingCluster } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";
import { podSpec, projectSecrets } from "../seam.js";

export const row: RowCase = {
  call: ({ provider, own, prepared, api = recordingCluster().api }) => ({
    args: [{ api, log, namespace, provider, podSpec: podSpec(own) }],
    result: podSpec(prepared),
    later: true,
  }),
  lists: { account: true, copies: false },
  consumers: {
    "Run with a list of its own": {
      calls: { name: "runOrTestWithPod", action: "run.own" },
      names: ["own", "shop-registry", "dockerhub"],
      unpatched: ["dockerhub", ...projectSecrets],
    },
    "Run with its account's list": {
      calls: { name: "runOrTestWithPod", action: "run.bare" },
      names: projectSecrets,
      account: true,
      unpatched: ["dockerhub", ...projectSecrets],
    },
  },
};
