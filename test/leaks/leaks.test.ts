import { expect } from "chai";
import { removeFolders } from "../garden/project.js";
import { inFull } from "../promises.js";
import { stopServers } from "../registry/serve.js";
import { gardenPlaces } from "./garden-places.js";
import { filesLeft, leaveMachine, localPlaces } from "./local-places.js";
import { encodings, markKinds, markOf } from "./marks.js";
import { messagePlaces } from "./message-places.js";
import { oneOf, type Place } from "./place.js";
import { registryPlaces } from "./registry-places.js";
import { said } from "./said.js";
import { secretPlaces } from "./secret-places.js";
import { traceIn } from "./traces.js";

const places = [
  ...messagePlaces,
  ...secretPlaces,
  ...registryPlaces,
  ...localPlaces,
  ...gardenPlaces,
];

const seed = Number(process.env["GARDEN_PULL_SECRETS_TEST_SEED"] ?? 20261130);

/** In part, one encoding of four for each notation, others for the next one and at the next place. */
const isTried = (place: number, row: number, column: number) =>
  inFull || (place + row + column) % 4 === 0;

/** Hides a marked secret in notations and encodings of a place, and looks for it in all that comes out. Returns how many
 *  there were. */
async function hideAt(
  place: Place,
  first: number,
): Promise<{ turn: number; count: number }> {
  let turn = first;
  let count = 0;
  const kinds = markKinds.filter((kind) => !place.except?.includes(kind));
  for (const [row, [notation, write]] of Object.entries(
    place.notations,
  ).entries())
    for (const [column, [encoding, encode]] of Object.entries(
      encodings,
    ).entries()) {
      turn += 1;
      if (!isTried(places.indexOf(place), row, column)) continue;
      count += 1;
      const kind = oneOf(kinds as [(typeof kinds)[number]], turn);
      const mark = markOf(kind, seed + turn);
      const hidden = write(encode(mark.text));
      const heard = await said(
        (witness) => place.run(hidden, turn, witness),
        place.input?.(hidden, turn),
      );
      const all = `${place.unasked?.(heard) ?? heard}\n${filesLeft()}`;
      const trace = traceIn(all, mark);
      if (trace !== null)
        expect.fail(
          `seed ${String(seed)}: ${notation}, ${encoding}: ${JSON.stringify(hidden)}: ${JSON.stringify(trace)} of ${mark.text} is in\n${all}`,
        );
    }
  return { turn, count };
}

describe("a marked secret is in no output, log, error or file", () => {
  after(() => {
    leaveMachine();
    stopServers();
    removeFolders();
  });

  let turn = 0;
  let count = 0;
  for (const place of places)
    it(place.title, async () => {
      const hidden = await hideAt(place, turn);
      turn = hidden.turn;
      count += hidden.count;
    });

  const expected = inFull ? 20_000 : 5000;
  it(`was hidden ${expected.toLocaleString("en")} times`, () => {
    expect(count).to.be.at.least(expected);
  });
});
