import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import {
  addLogin,
  faultsOf,
  renewLogin,
  type EntryFault,
} from "../../src/registry/entry-faults.js";
import { secretOf } from "./odd-cases.js";

const now = new Date("2026-11-24T12:00:00Z");
const encode = (text: string) => Buffer.from(text).toString("base64");
const me = { username: "me", password: "hunter2" };
const put = "take it out, or put name and password in its place";

/** As Amazon ECR gives them out. */
function tokenUntil(end: string): object {
  const expiration = Date.parse(end) / 1000;
  const password = encode(JSON.stringify({ payload: "x", expiration }));
  return { username: "AWS", password };
}

function entries(auths: Readonly<Record<string, object>>): V1Secret {
  return secretOf(JSON.stringify({ auths }));
}

describe("faultsOf", () => {
  const cases: {
    title: string;
    secret: V1Secret;
    expected: EntryFault[];
  }[] = [
    {
      title: "programs that have the logins, of no entry",
      secret: secretOf(
        '{"credsStore":"desktop","credHelpers":{"ghcr.io":"gcr"}}',
      ),
      expected: (["credHelpers", "credsStore"] as const).map((kind) => ({
        kind,
        key: null,
        reason: `${kind} names a program that docker has its logins from; a node runs none`,
        remedy: `for a node, ${addLogin}`,
      })),
    },
    {
      title: "an identity token",
      secret: entries({ "a.io": { identitytoken: "hunter2" } }),
      expected: [
        {
          kind: "identitytoken",
          key: "a.io",
          reason:
            "the entry a.io holds an identity token, which a node can't use",
          remedy: "put name and password beside it",
        },
      ],
    },
    {
      title: "an empty entry, whose key holds a user",
      secret: entries({ "me:hunter2@a.io": {} }),
      expected: [
        {
          kind: "empty",
          key: "***@a.io",
          reason:
            "the entry ***@a.io is empty, but it is for images all the same: a node logs in with nothing",
          remedy: put,
        },
      ],
    },
    {
      title: "a name or a password that lacks, in the order of the entries",
      secret: entries({
        "b.io": { password: "hunter2" },
        "a.io": { username: "me" },
      }),
      expected: [
        {
          kind: "no-name",
          key: "b.io",
          reason: "the entry b.io has a password, and no user name",
          remedy: put,
        },
        {
          kind: "no-password",
          key: "a.io",
          reason: "the password of the entry a.io is empty",
          remedy: put,
        },
      ],
    },
    {
      title: "a line break",
      secret: entries({ "a.io": { ...me, password: "hunter2\n" } }),
      expected: [
        {
          kind: "line-break",
          key: "a.io",
          reason:
            "the login of the entry a.io ends with a line break, which a node sends with it",
          remedy: "take it out: printf %s writes none where echo does",
        },
      ],
    },
    {
      title: "Docker Hub's own host",
      secret: entries({ "registry-1.docker.io": me }),
      expected: [
        {
          kind: "hub-host",
          key: "registry-1.docker.io",
          reason:
            "the entry registry-1.docker.io is for no image: Docker Hub's are called docker.io; write https://index.docker.io/v1/",
          remedy: put,
        },
      ],
    },
    {
      title: "a login that has expired, and none of those that have not",
      secret: entries({
        "a.io": me,
        "https://me:hunter2@b.io": tokenUntil("2026-11-24T12:00:00Z"),
        "c.io": tokenUntil("2026-11-24T12:00:01Z"),
      }),
      expected: [
        {
          kind: "expired",
          key: "https://***@b.io",
          reason:
            "the login of the entry https://***@b.io expired at 2026-11-24T12:00:00.000Z",
          remedy: renewLogin,
        },
      ],
    },
    {
      title: "what an entry lacks before what has expired",
      secret: entries({
        "a.io": tokenUntil("2020-01-01T00:00:00Z"),
        "b.io": {},
      }),
      expected: [
        {
          kind: "empty",
          key: "b.io",
          reason:
            "the entry b.io is empty, but it is for images all the same: a node logs in with nothing",
          remedy: put,
        },
        {
          kind: "expired",
          key: "a.io",
          reason:
            "the login of the entry a.io expired at 2020-01-01T00:00:00.000Z",
          remedy: renewLogin,
        },
      ],
    },
    {
      title: "nothing where a login can be used",
      secret: entries({ "a.io": me }),
      expected: [],
    },
    {
      title: "nothing of a Secret that a node ignores",
      secret: {},
      expected: [],
    },
    {
      title: "nothing of a Secret that a node can't read",
      secret: secretOf("{"),
      expected: [],
    },
  ];
  for (const { title, secret, expected } of cases) {
    it(`tells of ${title}`, () => {
      expect(faultsOf(secret, now)).to.deep.equal(expected);
    });
  }
});
