import { expect } from "chai";
import { lookUp, makeKeyring } from "../../src/registry/keyring.js";
import { secretOf } from "./odd-cases.js";

const image = "registry.example.com/acme/web";

describe("huge Secrets and images", () => {
  it("are an error without a piece of them: a password below a million lists", () => {
    const content = `${"[".repeat(1e6)}"hunter2"${"]".repeat(1e6)}`;
    const keyring = makeKeyring([secretOf(content)]);
    const { attempts, error } = lookUp(keyring, image);
    expect(attempts).to.deep.equal([]);
    expect(error).to.match(/^Secret #1: \.dockerconfigjson (is|holds) /);
    expect(`${error ?? ""} ${JSON.stringify(keyring)}`).not.to.contain(
      "hunter2",
    );
  });

  it("are read", () => {
    const auths = Array.from(
      { length: 2000 },
      (_, index) => `"r${index}.example.com":{"username":"${"u".repeat(500)}"}`,
    );
    const content = `{"auths":{${auths.join(",")},"registry.example.com":{"username":"me","email":"${"\\\\n".repeat(1e5)}"}}}`;
    const { attempts } = lookUp(makeKeyring([secretOf(content)]), image);
    expect(attempts.map(({ username }) => username)).to.deep.equal(["me"]);
  });

  for (const key of ["*", "a", "a.", "%25", "/", "[", "[::1%25", "@"]) {
    it(`match nothing where they hold a key of a million ${key}`, () => {
      const secret = secretOf(
        JSON.stringify({
          auths: { [`x${key.repeat(1e6)}`]: {}, [`${key.repeat(1e6)}]:1`]: {} },
        }),
      );
      const { attempts, error } = lookUp(makeKeyring([secret]), image);
      expect({ attempts, error }).to.deep.equal({ attempts: [], error: null });
    });
  }

  for (const sign of ["a", "A", "/", ":", "-", ".", "@", "[", "a/", "a-"]) {
    it(`are an error, not a crash, with an image's name of a million ${sign}`, () => {
      const { error } = lookUp(makeKeyring([]), sign.repeat(1e6));
      expect(error).to.equal("this is no valid image name");
    });
  }
});
