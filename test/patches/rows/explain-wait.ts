import { contextOf, log } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";

export const row: RowCase = {
  call: ({ provider }) => ({
    args: [
      {
        ctx: contextOf(provider),
        log,
        provider,
        namespace: "shop",
        resources: [],
      },
    ],
    result: [],
    later: true,
  }),
};
