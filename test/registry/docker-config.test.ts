import { expect } from "chai";
import { readDockerConfig } from "../../src/registry/docker-config.js";
import { secretOf } from "./odd-cases.js";

const login = (entry: string) => secretOf(`{"auths":{"a":{},"b":${entry}}}`);
const inEntry = 'holds an entry under "auths" (number 2) that';
const inB = 'holds an entry under "auths" (number 2, b) that';
const writeAuth =
  ": write USER:PASSWORD in base64, as printf %s USER:PASSWORD | base64 -w0 prints it, or username and password in place of auth";

describe("readDockerConfig", () => {
  for (const { title, secret, reason } of [
    {
      title: "a Secret of another type",
      secret: { type: "Opaque" },
      reason:
        "a node ignores it: it pulls with the types kubernetes.io/dockerconfigjson and kubernetes.io/dockercfg only",
    },
    {
      title: "a Secret without data",
      secret: { type: "kubernetes.io/dockercfg" },
      reason: "a node ignores it: it holds nothing under .dockercfg",
    },
  ]) {
    it(`says why a node takes no notice of ${title}`, () => {
      expect(readDockerConfig(secret)).to.deep.equal({
        kind: "ignored",
        reason,
      });
    });
  }

  for (const { title, secret, reason } of [
    {
      title: "no base64",
      secret: {
        type: "kubernetes.io/dockerconfigjson",
        data: { ".dockerconfigjson": "hunter2!" },
      },
      reason: "is not base64",
    },
    { title: "no JSON", secret: secretOf("{"), reason: "is not JSON" },
    {
      title: "a byte order mark",
      secret: secretOf(Buffer.from("efbbbf7b7d", "hex")),
      reason:
        "begins with a byte order mark, which is not JSON: write it as UTF-8 without a mark",
    },
    {
      title: "UTF-16",
      secret: secretOf(Buffer.from("fffe7b007d00", "hex")),
      reason: "is UTF-16, which is not JSON: write it as UTF-8 without a mark",
    },
    {
      title: "UTF-16 with the high byte first",
      secret: secretOf(Buffer.from("feff007b007d", "hex")),
      reason: "is UTF-16, which is not JSON: write it as UTF-8 without a mark",
    },
    { title: "a list", secret: secretOf("[]"), reason: "holds no object" },
    {
      title: "a list of entries",
      secret: secretOf('{"auths":[]}'),
      reason: 'holds no object under "auths"',
    },
    {
      title: "a list of entries, in the older type",
      secret: secretOf("[]", "dockercfg"),
      reason: "holds no object",
    },
    {
      title: "headers that are none",
      secret: secretOf('{"HttpHeaders":{"a":5}}'),
      reason: "holds HttpHeaders that are no texts",
    },
    {
      title: "a list of headers",
      secret: secretOf('{"HttpHeaders":[]}'),
      reason: "holds HttpHeaders that are no texts",
    },
    {
      title: "a text for an entry",
      secret: login('"hunter2"'),
      reason: `${inEntry} is no object`,
    },
    {
      title: "a number for a password",
      secret: login('{"password":5}'),
      reason: `${inEntry} has a password that is no text`,
    },
    {
      title: "an auth that is none",
      secret: login('{"auth":"hunter2!"}'),
      reason: `${inB} has an auth that is not base64${writeAuth}`,
    },
    {
      title: "an auth of a password alone",
      secret: login('{"auth":"aHVudGVyMg=="}'),
      reason: `${inB} has an auth without a colon between user and password${writeAuth}`,
    },
    {
      title: "each entry that it can't read, in their order",
      secret: secretOf(
        '{"auths":{"a.example.com":{"auth":"$(echo)"},"b.example.com":"hunter2","c.example.com":{"auth":"aDpo"},"d.example.com":{"auth":"aHVudGVyMg=="}}}',
      ),
      reason:
        'holds an entry under "auths" (number 1, a.example.com) that has an auth that is not base64, ' +
        "and one (number 2) that is no object, " +
        `and one (number 4, d.example.com) that has an auth without a colon between user and password${writeAuth}`,
    },
    {
      title: "as many entries as a sentence can name",
      secret: secretOf('{"auths":{"a":5,"b":5,"c":5,"d":5,"e":5}}'),
      reason: `holds an entry under "auths" (number 1) that is no object, and ${[2, 3, 4, 5].map((number) => `one (number ${number}) that is no object`).join(", and ")}`,
    },
    {
      title: "more entries than a sentence can name",
      secret: secretOf(
        JSON.stringify({
          auths: Object.fromEntries(
            Array.from({ length: 7 }, (_, index) => [`r${index}`, 5]),
          ),
        }),
      ),
      reason: `holds an entry under "auths" (number 1) that is no object, ${[2, 3, 4, 5].map((number) => `and one (number ${number}) that is no object, `).join("")}and 2 more that a node can't read`,
    },
  ]) {
    it(`says what a node fails at, in words of its own: ${title}`, () => {
      const dataKey = secret.type?.replace("kubernetes.io/", ".") ?? "";
      expect(readDockerConfig(secret)).to.deep.equal({
        kind: "broken",
        reason: `${dataKey} ${reason}`,
      });
    });
  }
});
