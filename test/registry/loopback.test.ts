import { expect } from "chai";
import { isLoopback } from "../../src/registry/loopback.js";

describe("isLoopback", () => {
  for (const [host, expected] of [
    ["localhost", true],
    ["localhost:5000", true],
    ["127.0.0.1:5000", true],
    ["127.255.255.254", true],
    ["127.1", true],
    ["[::1]:5000", true],
    ["[::ffff:127.0.0.1]", true],
    ["[::ffff:127.200.3.4]", true],
    ["[::ffff:128.0.0.1]", false],
    ["[::2]", false],
    ["128.0.0.1", false],
    ["1.127.0.0", false],
    ["localhost.example.com", false],
    ["127.0.0.1.example.com", false],
    ["registry.example.com", false],
  ] as const) {
    it(`is ${String(expected)} for ${host}`, () => {
      expect(isLoopback(new URL(`http://${host}`))).to.equal(expected);
    });
  }
});
