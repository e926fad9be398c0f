import { expect } from "chai";
import { matchesLabel } from "../../src/registry/glob.js";

/** What Go's path/filepath.Match says of a pattern and a label. */
const cases: readonly (readonly [string, string, boolean])[] = [
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["a", "", false],
  ["a*b*c", "axbxbxc", true],
  ["a*b*c", "axbxbx", false],
  ["[abc]", "b", true],
  ["[abc]", "d", false],
  ["[abc]", "[", false],
  ["[abc]", "]", false],
  ["[a-cx-z]", "y", true],
  ["[a-cx-z]", "d", false],
  ["[a-\xc3\xa9]", "z", true],
  // malformed
  ["[]", "[", false],
  ["[]", "[]", false],
  ["[a", "a", false],
  ["a[", "a[", false],
  ["[-a]", "a", false],
  ["[a-]", "a", false],
  ["[a-c-e]", "b", false],
  ["[a--]", "a", false],
  ["[a-\xff]", "z", false],
];

describe("matchesLabel", () => {
  for (const [pattern, label, expected] of cases) {
    it(`${expected ? "matches" : "keeps apart"} ${JSON.stringify(pattern)} and ${JSON.stringify(label)}`, () => {
      expect(matchesLabel(pattern, label)).to.equal(expected);
    });
  }

  it("matches nothing with bytes that are no text", () => {
    expect(matchesLabel("*\xff", "a")).to.equal(false);
  });
});
