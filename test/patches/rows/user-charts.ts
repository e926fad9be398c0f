import { contextOf, log } from "../recording-cluster.js";
import type { RowCase } from "../row-case.js";

export const row: RowCase = {
  call: ({ provider }) => ({
    args: [{ ctx: contextOf(provider), log, args: ["list"] }],
    result: "",
    later: true,
  }),
};
