import { expect } from "chai";
import { removeFolders } from "../garden/project.js";
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

/** Hides a marked secret in each notation and encoding of a place, and looks for it in all that comes out. Returns how
 *  many there were. */
async function hideAt(place: Place, first: number): Promise<number> {
  let turn = first;
  const kinds = markKinds.filter((kind) => !place.except?.includes(kind));
  for (const [notation, write] of Object.entries(place.notations))
    for (const [encoding, encode] of Object.entries(encodings)) {
      turn += 1;
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
  return turn - first;
}

describe("a marked secret is in no output, log, error or file", () => {
  after(() => {
    leaveMachine();
    stopServers();
    removeFolders();
  });

  let count = 0;
  for (const place of places)
    it(place.title, async () => {
      count += await hideAt(place, count);
    });

  it("was hidden at 20,000 places", () => {
    expect(count).to.be.at.least(20_000);
  });
});
