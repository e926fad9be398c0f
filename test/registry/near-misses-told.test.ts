import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { nearMisses } from "../../src/registry/near-misses.js";
import { secretOf } from "./odd-cases.js";

const image = "registry.gitlab.com/acme/shop:1";
const host = "registry.gitlab.com";
const me = { username: "me", password: "hunter2" };
const withBreak = { ...me, password: "hunter2\n" };

function entries(auths: Readonly<Record<string, object>>): V1Secret {
  return secretOf(JSON.stringify({ auths }));
}

/** Of each miss: the Secret, the entry, and why. */
function told(secrets: readonly V1Secret[], of = image) {
  return nearMisses(secrets, of).map(({ secret, key, reason }) => [
    secret,
    key,
    reason,
  ]);
}

const breakReason = `the login of the entry ${host} ends with a line break, which a node sends with it`;

describe("what is told of several Secrets and entries", () => {
  const cases: {
    title: string;
    secrets: V1Secret[];
    image?: string;
    expected: (readonly [string, string | null, string])[];
  }[] = [
    {
      title: "nothing where a node can't read one of the Secrets",
      secrets: [entries({ "gitlab.com": me }), secretOf("{")],
      expected: [],
    },
    {
      title: "nothing of an image that has no valid name",
      secrets: [entries({ "gitlab.com": me })],
      image: `${host}/Acme`,
      expected: [],
    },
    {
      title: "a fault once, and of the Secret that has it",
      secrets: [entries({ [host]: withBreak }), entries({ [host]: me })],
      expected: [["#1", host, breakReason]],
    },
    {
      title: "no fault of an entry that is not for the image",
      secrets: [entries({ [host]: me, "quay.io": withBreak })],
      expected: [],
    },
    {
      title: "the faults of each entry that a node tries",
      secrets: [entries({ [host]: withBreak, [`${host}/acme`]: withBreak })],
      expected: [
        ["#1", `${host}/acme`, breakReason.replace(host, `${host}/acme`)],
        ["#1", host, breakReason],
      ],
    },
    {
      title: "nothing of Docker Hub's own host where the image names it",
      secrets: [entries({ "registry-1.docker.io": me })],
      image: "registry-1.docker.io/acme/web",
      expected: [],
    },
    {
      title: "of an entry without a login what it lacks itself",
      secrets: [
        entries({ "quay.io": { username: "me" }, [host]: { password: "x" } }),
      ],
      expected: [
        ["#1", host, `the entry ${host} has a password, and no user name`],
      ],
    },
    {
      title: "nothing of a key that nearly fits, but has no login",
      secrets: [entries({ "gitlab.com": {} })],
      expected: [],
    },
    {
      title: "a helper whose key nearly fits",
      secrets: [
        secretOf('{"credHelpers":{"quay.io":"pass","gitlab.com":"pass"}}'),
      ],
      expected: [
        [
          "#1",
          "gitlab.com",
          "credHelpers names a program for gitlab.com, and a node runs none",
        ],
      ],
    },
    {
      title: "nothing of a helper for another registry",
      secrets: [secretOf('{"credHelpers":{"quay.io":"pass"}}')],
      expected: [],
    },
    {
      title: "no program of a Secret that a node ignores",
      secrets: [
        { ...secretOf('{"credsStore":"desktop"}'), type: "Opaque" },
        {
          ...secretOf(`{"credHelpers":{"${host}":"pass"}}`),
          type: "kubernetes.io/dockercfg",
        },
      ],
      expected: [],
    },
  ];
  for (const { title, secrets, image: of, expected } of cases) {
    it(title, () => {
      expect(told(secrets, of)).to.deep.equal(expected);
    });
  }
});
