/** `npm run score:diagnose`: how many messages of the fixture are understood: of those that were set aside before the
 *  rules were written, of those that were found afterwards, and of the others. */
import { isDeepStrictEqual } from "node:util";
import { expected, found, rows, type Row } from "../test/diagnose/messages.js";

const parts: readonly (readonly [string, (row: Row) => boolean])[] = [
  ["set aside", ({ held }) => held === true],
  ["found afterwards", ({ later }) => later === true],
  ["others", ({ held, later }) => held !== true && later !== true],
];

for (const [title, belongs] of parts) {
  const part = rows.filter(belongs);
  const rightCause = part.filter((row) => found(row).cause === row.cause);
  const allRight = part.filter((row) =>
    isDeepStrictEqual(found(row), expected(row)),
  );
  console.log(
    `${title.padEnd(16)} ${String(part.length).padStart(4)} messages: cause right ${share(rightCause.length, part.length)}, ` +
      `image, registry and credential too ${share(allRight.length, part.length)}`,
  );
}

function share(count: number, of: number): string {
  return `${String(count)} (${((100 * count) / of).toFixed(1)} %)`;
}
