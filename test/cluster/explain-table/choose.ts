import type { Cell } from "./cell.js";
import { columns } from "./columns.js";
import { failures } from "./failures.js";

/** Each row once, and each column at least once. */
export function eachOnce(): Cell[] {
  const used = new Map(columns.map((column) => [column, 0]));
  return failures.map((failure) => {
    const [column] = columns
      .filter(({ impossible }) => impossible(failure) === null)
      .sort((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0));
    if (!column) throw new Error(`${failure.title} can't be brought about`);
    used.set(column, (used.get(column) ?? 0) + 1);
    return { failure, column };
  });
}
