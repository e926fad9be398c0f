import { expect } from "chai";
import { misplacedConfig } from "../../src/registry/misplaced-config.js";
import { secretOf } from "./odd-cases.js";

const login = { username: "me", password: "hunter2" };
const bare = JSON.stringify({ "ghcr.io": login });
const whole = JSON.stringify({ auths: { "ghcr.io": login } });

describe("misplacedConfig", () => {
  for (const { title, secret } of [
    { title: "stands where a node reads it", secret: secretOf(whole) },
    {
      title: "stands where a node reads it, in the older type",
      secret: secretOf(bare, "dockercfg"),
    },
    {
      title: "is for another registry",
      secret: secretOf(JSON.stringify({ "quay.io": login })),
    },
    {
      title: "holds nothing",
      secret: secretOf(JSON.stringify({ "ghcr.io": {} })),
    },
    {
      title: "stands in a Secret without data",
      secret: { type: "kubernetes.io/dockerconfigjson" },
    },
  ]) {
    it(`is none where the login ${title}`, () => {
      expect(misplacedConfig(secret, "ghcr.io/acme/web")).to.equal(null);
    });
  }

  it("is told with no secret that the place may be", () => {
    const place = "glpat-Zx9qLw3vZx9qLw3v";
    const data = { [place]: Buffer.from(whole).toString("base64") };
    const told = misplacedConfig(
      { type: "kubernetes.io/dockerconfigjson", data },
      "ghcr.io/acme/web",
    );
    expect(told?.key).to.equal("ghcr.io");
    expect(told?.reason).not.to.contain(place);
  });
});
