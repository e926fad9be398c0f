/** `npm run score:diagnose`: how many messages of the fixtures are understood: of those that were set aside before the
 *  rules were written, of those that were found afterwards, of the others, and of each blind set. With `--wrong`, those of
 *  the blind sets that are not. */
import { isDeepStrictEqual } from "node:util";
import {
  blindRows,
  expected,
  found,
  rows,
  type Row,
} from "../test/diagnose/messages.js";

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

for (const [index, set] of blindRows.entries()) {
  const pulls = set.filter(({ cause }) => cause !== "not-a-pull-failure");
  const neighbours = set.filter((row) => !pulls.includes(row));
  const known = pulls.filter(
    ({ credentialSent }) => credentialSent !== undefined,
  );
  const unknown = pulls.filter((row) => !known.includes(row));
  const causeRight = (row: Row) => found(row).cause === row.cause;
  const sentRight = (row: Row) =>
    found(row).credentialSent === (row.credentialSent ?? null);
  const wrong = (list: readonly Row[], isRight: (row: Row) => boolean) =>
    list.filter((row) => !isRight(row)).length;
  console.log(
    `blind set ${String(index + 1)}      ${String(pulls.length).padStart(4)} messages: cause right ${share(pulls.filter(causeRight).length, pulls.length)}, ` +
      `credential right where it can be known ${share(known.filter(sentRight).length, known.length)}, ` +
      `claimed where it can't ${String(wrong(unknown, sentRight))} of ${String(unknown.length)}; ` +
      `false alarms on ${String(neighbours.length)} neighbours: ${String(wrong(neighbours, causeRight))}`,
  );
  if (process.argv.includes("--wrong"))
    for (const row of set.filter(
      (each) => !causeRight(each) || !sentRight(each),
    ))
      console.log(
        `  ${row.cause} ${String(row.credentialSent ?? "-")}, found ${found(row).cause} ${String(found(row).credentialSent ?? "-")}: ${row.message.slice(0, 300).replaceAll("\n", " ")}`,
      );
}

function share(count: number, of: number): string {
  return `${String(count)} (${((100 * count) / of).toFixed(1)} %)`;
}
