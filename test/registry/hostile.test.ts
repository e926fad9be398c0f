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
    const content = '{"auths":{"a":{},"b":{"auth":5}}}';
    const { error } = lookUp(makeKeyring([secretOf(content)]), image);
    expect(error).to.equal(
      'Secret #1: .dockerconfigjson holds an entry under "auths" (number 2) that has a auth that is no text',
    );
  });

  it("show no user and no query of the key of an entry without a login", () => {
    const key = `https://me:${password}@registry.example.com/?t=${password}`;
    const secret = secretOf(
      JSON.stringify({ auths: { [key]: { auth: "!" } } }),
    );
    const { error } = lookUp(makeKeyring([secret]), image);
    expect(error)
      .to.contain("(number 1, https://***@registry.example.com/?***) that has")
      .and.not.to.contain(password);
  });

  it("come to an end where they hold stars without end", () => {
    const key = `${"*a".repeat(5000)}b`;
    const secret = secretOf(JSON.stringify({ auths: { [key]: {} } }));
    const host = "A".padEnd(5000, "a");
    expect(lookUp(makeKeyring([secret]), `${host}/web`).attempts).to.be.empty;
  });
});
