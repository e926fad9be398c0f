import { expect } from "chai";
import { causes } from "../../src/diagnose/causes.js";
import { blindRows, expected, found, rows } from "./messages.js";

describe("diagnose", () => {
  for (const row of rows) {
    it(`takes for ${row.cause}: ${row.message.slice(0, 100).replaceAll("\n", " ")} (${row.source})`, () => {
      expect(found(row)).to.deep.equal(expected(row));
    });
  }

  for (const row of blindRows.flat()) {
    const cause = row.settled ?? row.cause;
    it(`takes for ${cause}, of a blind set: ${row.message.slice(0, 100).replaceAll("\n", " ")} (${row.source})`, () => {
      const { cause: named, credentialSent } = found(row);
      expect({ named, credentialSent }).to.deep.equal({
        named: cause,
        credentialSent:
          row.settledSent === undefined
            ? (row.credentialSent ?? null)
            : row.settledSent,
      });
    });
  }

  it("has a message for every cause", () => {
    expect(new Set(rows.map(({ cause }) => cause))).to.deep.equal(
      new Set(Object.keys(causes)),
    );
  });
});
