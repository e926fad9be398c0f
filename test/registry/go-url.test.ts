import { expect } from "chai";
import { parseAddress, splitHost } from "../../src/registry/go-url.js";

/** What Go's net/url makes of `https://` and each of these: host and path, or nothing. */
const addresses: readonly (readonly [string, string | null, string?])[] = [
  ["a/b", "a", "/b"],
  ["a#b", "a", ""],
  ["a#%zz", null],
  ["a?%zz#x", "a", ""],
  ["a?%#x", "a", ""],
  ["u:p@a/b", "a", "/b"],
  ["a?%zz", "a", ""],
  ["a#\u0001", "a", ""],
  ["a?\u0001", null],
  ["#a", "", ""],
  ["#%zz", null],
  ["#\u0001", "", ""],
  ["/a", "", "/a"],
  ["a/%4", null],
  ["a/%4g", null],
  ["u@[::1]", "[::1]", ""],
  ["^u@a", null],
  ["u^@a", null],
  ["u%zz@a", null],
  ["u/@a", "u", "/@a"],
  ["[::1]", "[::1]", ""],
  ["[::1]:5000/a", "[::1]:5000", "/a"],
  ["[::1%25eth0]", "[::1%eth0]", ""],
  ["[::1%25%zz]", null],
  ["[::1", null],
  ["[::1]x", null],
  ["x[::1]", null],
  ["[127.0.0.1]", null],
  ["a:b", null],
  ["a:80", "a:80", ""],
  ["a%41", null],
];

describe("parseAddress", () => {
  for (const [text, host, path = ""] of addresses) {
    it(`reads ${text}`, () => {
      expect(parseAddress(text)).to.deep.equal(
        host === null ? null : { host, path },
      );
    });
  }
});

describe("splitHost", () => {
  for (const [host, labels, port] of [
    ["a.b", ["a", "b"], ""],
    ["a.b:5000", ["a", "b"], "5000"],
    ["a.b:", ["a", "b"], ""],
    ["[::1.2]:5000", ["::1", "2"], "5000"],
    ["[::1.2]", ["[::1", "2]"], ""],
    ["a:b:c", ["a:b:c"], ""],
  ] as const) {
    it(`splits ${host}`, () => {
      expect(splitHost(host)).to.deep.equal({ labels, port });
    });
  }
});
