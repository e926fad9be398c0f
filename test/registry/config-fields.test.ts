import { expect } from "chai";
import { holdsMore } from "../../src/registry/config-fields.js";

function secretWith(config: string) {
  return {
    data: { ".dockerconfigjson": Buffer.from(config).toString("base64") },
  };
}

describe("whether a Secret holds more than one login", () => {
  for (const { config, expected } of [
    { config: '{"auths":{"docker.io":{}}}', expected: false },
    { config: '{"AUTHS":{"docker.io":{}}}', expected: false },
    { config: '{"auths":{"docker.io":{},"ghcr.io":{}}}', expected: true },
    { config: '{"auths":{"docker.io":{}},"Auths":{"b":{}}}', expected: true },
    { config: '{"auths":{"docker.io":{}},"proxies":{}}', expected: true },
    { config: '{"proxies":{}}', expected: true },
    { config: '{"auths":{}}', expected: false },
    { config: '{"auths":["a","b"]}', expected: false },
    { config: "{}", expected: false },
    { config: "[1,2]", expected: false },
    { config: "text", expected: false },
  ])
    it(`is ${expected} of ${config}`, () => {
      expect(holdsMore(secretWith(config))).to.equal(expected);
    });

  it("is false of one without data, and of other data", () => {
    expect(holdsMore({})).to.equal(false);
    expect(holdsMore({ data: { config: "eyJhIjoxfQ==" } })).to.equal(false);
  });
});
