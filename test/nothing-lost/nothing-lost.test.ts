import { expect } from "chai";
import fc from "fast-check";
import { inFull } from "../promises.js";
import { createApiServer } from "./api-server.js";
import { runSequence } from "./run-sequence.js";
import { kinds, sequences } from "./sequences.js";

const runs = inFull ? 5000 : 1000;

/** What was asked for, each with every answer that fails. */
const requests = {
  deploy: ["GET", "POST", "PUT", "DELETE"],
  clean: ["GET", "PUT", "DELETE"],
  create: ["GET", "POST", "PATCH"],
};
const failures = [0, 403, 409, 429, 500];

describe("nothing is lost", () => {
  it(`in ${String(runs)} sequences of deploys, rotations, clean and create, with requests that fail and others' writes in between`, async () => {
    let count = 0;
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(sequences(kinds), async (sequence) => {
        const answer = createApiServer();
        const prefix = `s${String(++count)}-`;
        const outcome = await runSequence(
          sequence,
          (request) => Promise.resolve(answer(request)),
          prefix,
        );
        for (const line of outcome.requests) {
          seen.add(line.replace(/^(\w+ \w+) .* (\d+)$/, "$1 $2"));
        }
      }),
      { numRuns: runs, includeErrorInReport: true },
    );
    expect(count).to.be.at.least(runs);
    // What is seldom asked for is not in each part.
    if (!inFull) return;
    for (const [operation, methods] of Object.entries(requests))
      for (const method of methods)
        for (const status of failures)
          expect([...seen]).to.include(
            `${operation} ${method} ${String(status)}`,
          );
  });
});
