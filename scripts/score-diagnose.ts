/** `npm run score:diagnose`: how many messages of the fixture are understood: of those that were set aside before the
 *  rules were written, and of the others. */
import { isDeepStrictEqual } from "node:util";
import { expected, found, rows } from "../test/diagnose/messages.js";

for (const held of [true, false]) {
  const part = rows.filter((row) => (row.held ?? false) === held);
  const rightCause = part.filter((row) => found(row).cause === row.cause);
  const allRight = part.filter((row) =>
    isDeepStrictEqual(found(row), expected(row)),
  );
  console.log(
    `${held ? "set aside" : "others   "}  ${String(part.length)} messages: cause right ${share(rightCause.length, part.length)}, ` +
      `image, registry and credential too ${share(allRight.length, part.length)}`,
  );
}

function share(count: number, of: number): string {
  return `${String(count)} (${((100 * count) / of).toFixed(1)} %)`;
}
