import { expect } from "chai";
import { causes } from "../../src/diagnose/causes.js";
import { expected, found, rows } from "./messages.js";

describe("diagnose", () => {
  for (const row of rows) {
    it(`takes for ${row.cause}: ${row.message.slice(0, 100).replaceAll("\n", " ")} (${row.source})`, () => {
      expect(found(row)).to.deep.equal(expected(row));
    });
  }

  it("has a message for every cause", () => {
    expect(new Set(rows.map((row) => row.cause))).to.deep.equal(
      new Set(Object.keys(causes)),
    );
  });
});
