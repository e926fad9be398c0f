import { expect } from "chai";
import { fromOutside } from "../../src/config/outside.js";
import {
  asJson,
  asList,
  asName,
  asText,
  asWord,
  groupOf,
} from "../../src/diagnose/json.js";

/** As a Pod may be called, though it looks like a credential. */
const name = "zx9kq2vtnw81bdlr5yce7fhsua0";

describe("what the API server returned", () => {
  for (const [title, read, given, expected] of [
    ["an object", asJson, { a: 1 }, { a: 1 }],
    ["a list in place of an object", asJson, [1], {}],
    ["nothing in place of an object", asJson, null, {}],
    ["a text in place of an object", asJson, "a", {}],
    ["a list", asList, [{ a: 1 }, 2, null], [{ a: 1 }, {}, {}]],
    ["an object in place of a list", asList, { a: 1 }, []],
    ["a text", asText, "a b", fromOutside("a b")],
    ["a number in place of a text", asText, 5, fromOutside("")],
    ["a word", asWord, "Failed", "Failed"],
    ["two words in place of one", asWord, "Failed pull", ""],
    ["a word behind a blank", asWord, " Failed", ""],
    ["a word before a blank", asWord, "Failed ", ""],
    ["a number in place of a word", asWord, 5, ""],
    ["a word that is too long", asWord, "a".repeat(129), ""],
    ["a name", asName, name, name],
    ["a name of one letter", asName, "a", "a"],
    ["a token in place of a name", asName, "ghp_0123456789abcdef", "<token>"],
    ["a name behind a token", asName, `ghp_0123456789abcdef a`, "<token> a"],
    ["a name with what steers a terminal", asName, "a\u001B[31m", "a[31m"],
    ["a number in place of a name", asName, 5, ""],
    [
      "the group of a version",
      groupOf,
      "apps.example.com/v1",
      "apps.example.com",
    ],
    ["a version without a group", groupOf, "v1", ""],
    ["a group that is none", groupOf, "no group/v1", ""],
    ["a group behind other text", groupOf, "A/apps/v1", ""],
    ["a number in place of a version", groupOf, 5, ""],
  ] as const) {
    it(`is looked at: ${title}`, () => {
      expect(read(given)).to.deep.equal(expected);
    });
  }
});
