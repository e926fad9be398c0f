import type { RowCase } from "../row-case.js";

export const row: RowCase = {
  call: () => ({ args: [{ secrets: [] }], result: [], later: true }),
};
