import type { RowCase } from "../row-case.js";

export const row: RowCase = {};
