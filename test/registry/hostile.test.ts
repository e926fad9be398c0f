import { expect } from "chai";
import { lookUp, makeKeyring } from "../../src/registry/keyring.js";
import { secretOf } from "./odd-cases.js";

const password = "hunter2";
const image = "registry.example.com/acme/web";

/** What JSON.parse and Node would quote, each with a password where it hurts. */
const broken: readonly { title: string; content: string | Buffer }[] = [
  { title: "a password behind the JSON", content: `{"auths":{}}${password}` },
  { title: "a password in place of JSON", content: password },
  { title: "an open quote", content: `{"auths":{"a":{"password":"${password}` },
  {
    title: "a password for an entry",
    content: `{"auths":{"a":"${password}"}}`,
  },
  {
    title: "a password that is no base64",
    content: `{"auths":{"a":{"auth":"${password}!"}}}`,
  },
  {
    title: "a password without a user",
    content: `{"auths":{"a":{"auth":"${Buffer.from(password).toString("base64")}"}}}`,
  },
  {
    title: "a password as a key",
    content: `{"auths":{"${password}":{"auth":5}}}`,
  },
  {
    title: "a password in the name of a field",
    content: `{"auths":{"a":{"${password}":{}, "auth":[]}}}`,
  },
  {
    title: "a password between bytes that are no text",
    content: Buffer.from(`\xff{"auths":"${password}\xff"}`, "latin1"),
  },
  {
    title: "a password below a million lists",
    content: `${"[".repeat(1e6)}"${password}"${"]".repeat(1e6)}`,
  },
];

describe("hostile Secrets", () => {
  for (const { title, content } of broken) {
    it(`are an error without a piece of them: ${title}`, () => {
      const keyring = makeKeyring([secretOf(content)]);
      const { attempts, error } = lookUp(keyring, image);
      expect(attempts).to.deep.equal([]);
      expect(error).to.match(/^Secret #1: \.dockerconfigjson (is|holds) /);
      const said = `${error ?? ""} ${JSON.stringify(keyring)}`;
      expect(said).not.to.contain(password);
      expect(said).not.to.contain(Buffer.from(password).toString("base64"));
    });
  }

  it("name the entry that a node can't read by its number", () => {
    const content = '{"auths":{"a":{},"b":{"auth":"!"}}}';
    const { error } = lookUp(makeKeyring([secretOf(content)]), image);
    expect(error).to.equal(
      'Secret #1: .dockerconfigjson holds an entry under "auths" (number 2) that has an auth that is not base64',
    );
  });

  it("may be huge", () => {
    const auths = Array.from(
      { length: 2000 },
      (_, index) => `"r${index}.example.com":{"username":"${"u".repeat(500)}"}`,
    );
    const content = `{"auths":{${auths.join(",")},"registry.example.com":{"username":"me","email":"${"\\\\n".repeat(1e5)}"}}}`;
    const { attempts } = lookUp(makeKeyring([secretOf(content)]), image);
    expect(attempts.map(({ username }) => username)).to.deep.equal(["me"]);
  });

  it("take no time to speak of where they hold stars without end", () => {
    const key = `${"*a".repeat(5000)}b`;
    const secret = secretOf(JSON.stringify({ auths: { [key]: {} } }));
    const host = "A".padEnd(5000, "a");
    const started = Date.now();
    expect(lookUp(makeKeyring([secret]), `${host}/web`).attempts).to.be.empty;
    expect(Date.now() - started).to.be.below(2000);
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
