import type { RowCase } from "../row-case.js";

export const row: RowCase = {
  call: () => ({ args: [{}], result: { state: "ready" }, later: true }),
};
