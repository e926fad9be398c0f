import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import fc from "fast-check";
import { readBy, readers, type Reader } from "../../src/registry/readers.js";
import { documents } from "./generate/docker-configs.js";
import { secretOf } from "./odd-cases.js";

const encode = (text: string) => Buffer.from(text).toString("base64");
const auth = encode("me:hunter2x");
const login = { username: "me", password: "hunter2x" };

function entry(value: unknown): string {
  return JSON.stringify({ auths: { "a.io": value } });
}

/** What node, buildkit, kaniko and garden-util make of it; a `!` where it also keeps them from other Secrets. */
type Expected = readonly [string, string, string, string];

const cases: { title: string; secret: V1Secret; expected: Expected }[] = [
  {
    title: "as kubectl makes it",
    secret: secretOf(entry({ ...login, auth })),
    expected: ["works", "works", "works", "works"],
  },
  {
    title: "with auth only",
    secret: secretOf(entry({ auth })),
    expected: ["works", "works", "works", "works"],
  },
  {
    title: "with username and password only",
    secret: secretOf(entry(login)),
    expected: ["works", "works", "works", "does not"],
  },
  {
    title: "with an auth without padding",
    secret: secretOf(entry({ auth: encode("me:hunter2").replace(/=+$/, "") })),
    expected: ["works", "not known", "does not!", "does not"],
  },
  {
    title: "with an auth without a colon",
    secret: secretOf(entry({ auth: encode("hunter2") })),
    expected: ["does not!", "not known", "does not!", "does not"],
  },
  {
    title: "with an auth without a name",
    secret: secretOf(entry({ auth: encode(":hunter2") })),
    expected: ["does not", "not known", "does not!", "does not"],
  },
  {
    title: "with an identity token",
    secret: secretOf(entry({ identitytoken: "hunter2" })),
    expected: ["does not", "works", "works", "does not"],
  },
  {
    title: "with an identity token beside a name",
    secret: secretOf(entry({ auth: encode("me:"), identitytoken: "hunter2" })),
    expected: ["does not", "works", "works", "works"],
  },
  {
    title: "with a letter that Go takes for another",
    secret: secretOf(entry({ "u\u017Fername": "me", password: "hunter2x" })),
    expected: ["works", "works", "works", "does not"],
  },
  {
    title: "with a registry's token",
    secret: secretOf(entry({ registrytoken: "hunter2" })),
    expected: ["does not", "works", "works", "does not"],
  },
  {
    title: "with fields in other cases",
    secret: secretOf(entry({ AUTH: auth })),
    expected: ["works", "works", "works", "works"],
  },
  {
    title: "with auths in capitals",
    secret: secretOf(JSON.stringify({ AUTHS: { "a.io": { auth } } })),
    expected: ["works", "does not!", "does not!", "does not!"],
  },
  {
    title: "with a number for a password",
    secret: secretOf(entry({ username: "me", password: 2 })),
    expected: ["does not!", "not known", "does not!", "does not"],
  },
  {
    title: "with a number for an email",
    secret: secretOf(entry({ auth, email: 2 })),
    expected: ["does not!", "not known", "does not!", "works"],
  },
  {
    title: "with an entry that is a text",
    secret: secretOf(entry("hunter2")),
    expected: ["does not!", "not known", "does not!", "does not!"],
  },
  {
    title: "with nothing for an entry",
    secret: secretOf(entry(null)),
    expected: ["does not", "does not", "does not", "does not"],
  },
  {
    title: "with a helper of Garden's images",
    secret: secretOf('{"credHelpers":{"a.io":"ecr-login"}}'),
    expected: ["does not", "not known", "not known", "not known"],
  },
  {
    title: "with a helper that they have not",
    secret: secretOf('{"credHelpers":{"a.io":"pass"}}'),
    expected: ["does not", "does not", "not known", "does not"],
  },
  {
    title: "with a helper beside a login",
    secret: secretOf(
      JSON.stringify({
        auths: { "b.io": { auth } },
        credHelpers: { "a.io": "gcr" },
      }),
    ),
    expected: ["works", "works", "works", "works"],
  },
  ...['""', "null"].map((helper) => ({
    title: `with ${helper} for a helper`,
    secret: secretOf(`{"credHelpers":{"a.io":${helper}}}`),
    expected: ["does not", "does not", "does not", "does not"] as const,
  })),
  {
    title: "with a number for a helper",
    secret: secretOf(
      JSON.stringify({ auths: { "b.io": { auth } }, credHelpers: { a: 5 } }),
    ),
    expected: ["works", "not known", "does not!", "does not!"],
  },
  {
    title: "with a store only",
    secret: secretOf('{"credsStore":"desktop"}'),
    expected: ["does not", "does not!", "does not!", "does not!"],
  },
  {
    title: "with a store and empty auths",
    secret: secretOf('{"auths":{"a.io":{}},"credsStore":"desktop"}'),
    expected: ["does not", "does not", "does not", "does not"],
  },
  {
    title: "with headers for proxies",
    secret: secretOf(
      JSON.stringify({ auths: { a: { auth } }, HttpHeaders: { a: "b" } }),
    ),
    expected: ["works", "works", "works", "works"],
  },
  {
    title: "with headers that are none",
    secret: secretOf(
      JSON.stringify({ auths: { a: { auth } }, HttpHeaders: { a: 5 } }),
    ),
    expected: ["does not!", "works", "works", "works"],
  },
  {
    title: "of the older type",
    secret: secretOf(JSON.stringify({ "a.io": { auth } }), "dockercfg"),
    expected: ["works", "does not!", "does not!", "does not!"],
  },
  {
    title: "of another type",
    secret: { type: "Opaque", data: { ".dockerconfigjson": encode("{}") } },
    expected: ["does not", "does not!", "does not!", "does not!"],
  },
];

function states(secret: V1Secret): string[] {
  return readers.map((reader) => {
    const { state, breaks } = readBy(reader, secret);
    return state + (breaks ? "!" : "");
  });
}

describe("what each reader makes of a Secret", () => {
  for (const { title, secret, expected } of cases) {
    it(title, () => {
      expect(states(secret)).to.deep.equal(expected);
    });
  }

  const reasons: { json: string; reader: Reader; reason: string }[] = [
    { json: entry({ auth }), reader: "node", reason: "logins: 1" },
    {
      json: '{"auths":{}}',
      reader: "node",
      reason: "it holds no login that a node can use",
    },
    {
      json: "{",
      reader: "node",
      reason:
        ".dockerconfigjson is not JSON; with it, a node pulls no image of the pod at all",
    },
    {
      json: "{}",
      reader: "kaniko",
      reason:
        ".dockerconfigjson has neither auths nor credHelpers; Garden refuses it, and builds no image in the cluster",
    },
    {
      json: `{"auths":{"a.io":{"auth":"${auth}"}},"credHelpers":{"b.io":"gcr"}}`,
      reader: "buildkit",
      reason:
        "logins: 1; a program of its image has the login (credHelpers), if the account of its pod may get one",
    },
    {
      json: '{"credHelpers":{"b.io":"gcr"}}',
      reader: "buildkit",
      reason:
        "a program of its image has the login (credHelpers), if the account of its pod may get one",
    },
    {
      json: '{"credHelpers":{"b.io":"pass"}}',
      reader: "garden-util",
      reason:
        "of the programs that credHelpers can name, its image has ecr-login and gcr only",
    },
    {
      json: '{"auths":{"a.io":{}},"credsStore":"desktop"}',
      reader: "buildkit",
      reason:
        "credsStore names a program for the logins, and Garden hands on auths and credHelpers only",
    },
    {
      json: entry(login),
      reader: "garden-util",
      reason:
        "it holds no auth with a name and a password, and reads no others",
    },
    {
      json: '{"auths":{}}',
      reader: "kaniko",
      reason: "it holds no login that it can use",
    },
    {
      json: entry({ auth: "?" }),
      reader: "buildkit",
      reason:
        "the docker config holds an entry that it can't read, and it goes on with what stands before that",
    },
    {
      json: entry({ auth: "?" }),
      reader: "kaniko",
      reason:
        "the docker config holds an entry that it can't read, and so it reads none",
    },
  ];
  for (const { json, reader, reason } of reasons) {
    it(`${reader}: ${reason}`, () => {
      expect(readBy(reader, secretOf(json)).reason).to.equal(reason);
    });
  }

  it("is known of any docker config, and tells no login", () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...readers), (json, reader) => {
        const marked = json.replaceAll("user", "hunter2");
        const { reason } = readBy(reader, secretOf(marked));
        expect(reason).not.to.contain("hunter2");
      }),
      { numRuns: 2000 },
    );
  });
});
