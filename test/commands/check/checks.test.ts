import { reveal } from "../../../src/config/hidden.js";
import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { checks, checksOf } from "../../../src/commands/check/checks.js";
import { headroomQuestions } from "../../../src/commands/check/docker-hub.js";
import type {
  CopyFact,
  PodFact,
  ProjectFacts,
  RegistryAnswers,
  SourceFact,
} from "../../../src/commands/check/facts.js";
import {
  imageUses,
  pullQuestions,
} from "../../../src/commands/check/image-uses.js";
import type { PullVerdict } from "../../../src/registry/handshake.js";
import type { Headroom } from "../../../src/registry/rate-limit.js";
import { withChecks } from "../../../scripts/check-table.js";
import { readPage } from "../../docs/pages.js";

const hub = "https://index.docker.io/v1/";
const now = new Date("2026-11-24T12:00:00Z");

function secret(name: string, config: object, type = "dockerconfigjson") {
  const json = JSON.stringify(config);
  return {
    metadata: { name, namespace: "creds" },
    type: `kubernetes.io/${type}`,
    data: { [`.${type}`]: Buffer.from(json).toString("base64") },
  } satisfies V1Secret;
}

function login(username: string, password = "hunter2") {
  return { username, password };
}

function source(found: V1Secret): SourceFact {
  const { name = "", namespace = "" } = found.metadata ?? {};
  return { name, namespace, state: { kind: "found", secret: found } };
}

function pod(image: string, ...secrets: V1Secret[]): PodFact {
  return { workload: "Deployment/web", images: [image], secrets, problems: [] };
}

const good = secret("hub", { auths: { [hub]: login("me") } });
const none: ProjectFacts = {
  sources: [],
  copies: [],
  pods: [],
  built: [],
  builders: [],
};

const accepted: PullVerdict = { kind: "accepted", exists: true, asked: true };
const refused: PullVerdict = {
  kind: "rejected",
  status: 401,
  reason: "login",
};
const notAllowed: PullVerdict = { ...refused, reason: "access" };
const plenty: Headroom = {
  kind: "limited",
  limit: 200,
  remaining: 150,
  windowSeconds: 21_600,
  resetSeconds: null,
};

/** Registries that say one thing to every pull, and Docker Hub one about headroom. */
function saying(
  verdict: PullVerdict,
  headroom: Headroom = plenty,
): RegistryAnswers {
  return {
    pull: () => verdict,
    headroom: () => headroom,
  };
}

interface Case {
  readonly title: string;
  readonly facts: Partial<ProjectFacts>;
  readonly answers?: RegistryAnswers;
  /** Of which check. */
  readonly id: string;
  /** Verdict and reason. */
  readonly expected: readonly string[];
}

const image = "acme/web:1";
const ghcr = "ghcr.io/acme/web:1";
const forGhcr = (...entries: object[]) =>
  entries.map((entry, index) =>
    secret(`ghcr-${index}`, { auths: { "ghcr.io": entry } }),
  );

function jwt(expires: string): string {
  const seconds = Math.floor(Date.parse(expires) / 1000);
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ exp: seconds })}.`;
}

function copy(plan: CopyFact["plan"]): CopyFact {
  return { name: "hub", sourceNamespace: "creds", namespace: "shop", plan };
}

/** Secrets that are written for builders. */
function readByBuilders(): Case[] {
  const ecr = "123.dkr.ecr.eu-west-1.amazonaws.com";
  const helpers = (...registries: string[]) =>
    secret("hub", {
      credHelpers: Object.fromEntries(
        registries.map((registry) => [registry, "ecr-login"]),
      ),
    });
  const builders: ProjectFacts["builders"] = ["buildkit", "garden-util"];
  const facts = (found: V1Secret, ...images: string[]) => ({
    sources: [source(found)],
    pods: images.map((image) => pod(image, found)),
    builders,
  });
  return [
    {
      title: "a Secret that only builders need",
      facts: facts(helpers(ecr), "nginx"),
      id: "secret-entries",
      expected: [
        "passed: it is for buildkit and garden-util only, and no image of a node needs a login of it",
      ],
    },
    {
      title: "a Secret that only builders need, beside a store",
      facts: facts(
        secret("hub", {
          credHelpers: { "ghcr.io": "gcr" },
          credsStore: "desktop",
        }),
        "nginx",
      ),
      id: "secret-entries",
      expected: [
        "passed: it is for buildkit and garden-util only, and no image of a node needs a login of it",
      ],
    },
    {
      title: "a Secret for builders, and an image of that cloud",
      facts: facts(helpers(ecr), "nginx", `${ecr}/web:1`),
      id: "secret-entries",
      expected: [
        `warning: it is for buildkit and garden-util only; whether a node has a login of its own for ${ecr}/web:1, as the nodes of that cloud can, is not known`,
      ],
    },
    {
      title: "a Secret for builders, and an image that nothing else is for",
      facts: facts(helpers(ecr, "ghcr.io"), `${ecr}/web:1`, ghcr),
      id: "secret-entries",
      expected: [
        `failed: it is for buildkit and garden-util only, and no other Secret has a login for ${ecr}/web:1, ${ghcr}`,
      ],
    },
    {
      title: "a Secret for builders, and an image that another is for",
      facts: {
        sources: [source(helpers("ghcr.io"))],
        pods: [pod(ghcr, helpers("ghcr.io"), ...forGhcr(login("me")))],
        builders,
      },
      id: "secret-entries",
      expected: [
        "passed: it is for buildkit and garden-util only, and no image of a node needs a login of it",
      ],
    },
    {
      title: "a Secret for builders, where none builds",
      facts: { sources: [source(helpers("ghcr.io"))] },
      id: "secret-entries",
      expected: [
        "failed: it holds no login that a node can use; credHelpers names a program that docker has its logins from; a node runs none",
      ],
    },
    {
      title: "a Secret for a node and builders",
      facts: facts(
        secret("hub", {
          auths: { [hub]: login("me") },
          credHelpers: { "ghcr.io": "gcr" },
        }),
      ),
      id: "secret-entries",
      expected: ["passed: logins: 1"],
    },
    {
      title: "what each builder makes of a Secret",
      facts: facts(good),
      id: "secret-builders",
      expected: [
        "passed: works: logins: 1",
        "warning: does not: it holds no auth with a name and a password, and reads no others",
      ],
    },
    {
      title: "what builders may get from a program",
      facts: facts(helpers(ecr)),
      id: "secret-builders",
      expected: Array<string>(2).fill(
        "skipped: not known: a program of its image has the login (credHelpers), if the account of its pod may get one",
      ),
    },
    {
      title: "a Secret that ends every build",
      facts: facts(secret("hub", { [hub]: login("me") }, "dockercfg")),
      id: "secret-builders",
      expected: Array<string>(2).fill(
        "failed: does not: it is of type kubernetes.io/dockercfg, not kubernetes.io/dockerconfigjson; Garden refuses it, and builds no image in the cluster",
      ),
    },
    {
      title: "no Secret for an image of a cloud, whose nodes can log in",
      facts: { pods: [pod(`${ecr}/web:1`)] },
      answers: saying(notAllowed),
      id: "image-pull",
      expected: [
        "skipped: it lets nobody pull it anonymously, and whether a node has a login of its own, as the nodes of that cloud can, is not known",
      ],
    },
  ];
}

const cases: readonly Case[] = [
  {
    title: "a Secret that is not there",
    facts: {
      sources: [{ name: "hub", namespace: "creds", state: { kind: "absent" } }],
    },
    id: "secret-exists",
    expected: [
      "failed: there is none, and Garden stops at the first pod that needs it",
    ],
  },
  {
    title: "a Secret that may not be read",
    facts: {
      sources: [
        {
          name: "hub",
          namespace: "creds",
          state: { kind: "unknown", problem: "the right is missing" },
        },
      ],
    },
    id: "secret-exists",
    expected: ["failed: the right is missing"],
  },
  {
    title: "a Secret of another type",
    facts: { sources: [source({ ...good, type: "Opaque" })] },
    id: "secret-type",
    expected: ["failed: it is of type Opaque, which a node ignores"],
  },
  {
    title: "a Secret that holds nothing",
    facts: { sources: [source({ ...good, data: {} })] },
    id: "secret-parses",
    expected: [
      "failed: a node ignores it: it holds nothing under .dockerconfigjson",
    ],
  },
  {
    title: "a Secret of the older type",
    facts: {
      sources: [source(secret("old", { [hub]: login("me") }, "dockercfg"))],
    },
    id: "secret-entries",
    expected: ["passed: logins: 1"],
  },
  {
    title: "a Secret of credential helpers alone",
    facts: {
      sources: [source(secret("hub", { credHelpers: { "ghcr.io": "pass" } }))],
    },
    id: "secret-entries",
    expected: [
      "failed: it holds no login that a node can use; credHelpers names a program that docker has its logins from; " +
        "a node runs none",
    ],
  },
  {
    title: "entries that a node has no use for, beside a good one",
    facts: {
      sources: [
        source(
          secret("hub", {
            auths: {
              [hub]: login("me"),
              "ghcr.io": { identitytoken: "token" },
              "quay.io": {},
              "registry-1.docker.io": login("me"),
            },
          }),
        ),
      ],
    },
    id: "secret-entries",
    expected: [
      "warning: the entry ghcr.io holds an identity token, which a node can't use",
      "warning: the entry quay.io is empty, but it is for images all the same: a node logs in with nothing",
      "warning: the entry registry-1.docker.io is for no image: Docker Hub's are called docker.io; write " +
        "https://index.docker.io/v1/",
    ],
  },
  {
    title: "copies in every state",
    facts: {
      copies: [
        copy({ action: "keep", reason: "same", sentence: "" }),
        copy({ action: "keep", reason: "in-place", sentence: "" }),
        copy({ action: "create", reason: "absent", sentence: "" }),
        copy({ action: "update", reason: "changed", sentence: "" }),
        copy({ action: "replace", reason: "immutable", sentence: "" }),
        copy({
          action: "refuse",
          reason: "foreign-type",
          sentence: "it is of another type",
        }),
        copy({ action: "unknown", problem: "the right is missing" }),
      ],
    },
    id: "secret-copy",
    expected: [
      "passed: it holds the same data",
      "passed: it is the source itself",
      "skipped: there is none yet: a deploy creates it",
      "warning: it is stale: pods that start before the next deploy pull with what it holds",
      "warning: it is stale: pods that start before the next deploy pull with what it holds",
      "failed: it is of another type",
      "skipped: the right is missing",
    ],
  },
  {
    title: "passwords that end, have ended, and last",
    facts: {
      sources: forGhcr(
        login("one", jwt("2026-11-24T11:59:59Z")),
        login("two", jwt("2026-11-25T11:00:00Z")),
        login("three", jwt("2027-11-24T12:00:00Z")),
        login("four"),
      ).map(source),
    },
    id: "login-expiry",
    expected: [
      "failed: it expired at 2026-11-24T11:59:59.000Z",
      "warning: it expires at 2026-11-25T11:00:00.000Z",
      "passed: it expires at 2027-11-24T12:00:00.000Z",
    ],
  },
  ...[
    { title: "takes a login", verdict: accepted, expected: "passed: it does" },
    {
      title: "takes a login, though not for this image",
      verdict: notAllowed,
      expected: "passed: it does",
    },
    {
      title: "refuses a login",
      verdict: refused,
      expected:
        "failed: it refuses the login; a node that tries it is refused, too, even for public images",
    },
    {
      title: "lets everybody pull",
      verdict: { ...accepted, asked: false },
      expected:
        "skipped: the registry lets everybody pull, and asks for no login",
    },
    {
      title: "wants no more requests",
      verdict: { kind: "rejected", status: 429, reason: "rate-limit" } as const,
      expected: "skipped: the registry wants no more requests for now",
    },
    {
      title: "does not answer",
      verdict: { kind: "unreachable", reason: "connection" } as const,
      expected:
        "skipped: the registry could not be asked from here: nobody answers, or the connection breaks",
    },
  ].map(({ title, verdict, expected }): Case => ({
    title: `a registry that ${title}`,
    facts: { pods: [pod(ghcr, ...forGhcr(login("me")))] },
    answers: saying(verdict),
    id: "login-accepted",
    expected: [expected],
  })),
  {
    title: "a login that no image is for",
    facts: { sources: forGhcr(login("me")).map(source) },
    answers: saying(accepted),
    id: "login-accepted",
    expected: ["skipped: no image of the project is pulled with it"],
  },
  {
    title: "a login for Docker Hub that no image is for",
    facts: { sources: [source(good)] },
    answers: saying(refused, { kind: "unknown", verdict: refused }),
    id: "login-accepted",
    expected: [
      "failed: it refuses the login; a node that tries it is refused, too, even for public images",
    ],
  },
  ...[
    { headroom: plenty, expected: "passed: 150 of 200 pulls in 6 h are left" },
    {
      headroom: { ...plenty, remaining: 19 },
      expected: "warning: 19 of 200 pulls in 6 h are left",
    },
    {
      headroom: { ...plenty, remaining: 0, resetSeconds: 600 },
      expected:
        "failed: 0 of 200 pulls in 6 h are left; the limit is reset in 10 min",
    },
    {
      headroom: { kind: "unlimited" } as const,
      expected: "passed: there is no limit",
    },
    {
      headroom: { kind: "unknown", verdict: refused } as const,
      expected: "skipped: Docker Hub refuses the login",
    },
  ].map(({ headroom, expected }, index): Case => ({
    title: `what Docker Hub grants, no. ${index + 1}`,
    facts: { pods: [pod(image, good)] },
    answers: saying(accepted, headroom),
    id: "headroom",
    expected: [expected],
  })),
  {
    title: "an image of Docker Hub that no Secret is for, and no pull left",
    facts: { pods: [pod(image)] },
    answers: saying(accepted, { ...plenty, limit: 100, remaining: 0 }),
    id: "anonymous-headroom",
    expected: [
      "warning: 0 of 100 pulls in 6 h are left; this is said of this machine's address, and a node's may have another " +
        "number",
    ],
  },
  {
    title: "images of other registries that no Secret is for",
    facts: { pods: [pod(ghcr)] },
    answers: saying(accepted),
    id: "anonymous-headroom",
    expected: [],
  },
  {
    title: "two entries for an image, in the node's order",
    facts: { pods: [pod(ghcr, ...forGhcr(login("one"), login("two")))] },
    id: "image-secret",
    expected: [
      "passed: as one (Secret creds/ghcr-0, ghcr.io), else as two (Secret creds/ghcr-1, ghcr.io)",
    ],
  },
  {
    title: "an empty entry for an image",
    facts: { pods: [pod(ghcr, ...forGhcr({}))] },
    id: "image-secret",
    expected: [
      "warning: with an empty login (Secret creds/ghcr-0, ghcr.io); in Secret creds/ghcr-0 the entry ghcr.io holds no login",
    ],
  },
  {
    title: "an entry that is nearly for an image",
    facts: {
      pods: [
        {
          ...pod(ghcr, secret("a", { auths: { "ghcr.io:443": login("me") } })),
          problems: ["Secret shop/team does not exist"],
        },
      ],
    },
    id: "image-secret",
    expected: [
      "warning: none does: it is pulled anonymously; Secret shop/team does not exist; in Secret creds/a the entry " +
        "ghcr.io:443 is not for it: it has the port :443, and the image's name has none",
    ],
  },
  {
    title: "a login that ends with a line break, of an image",
    facts: { pods: [pod(ghcr, ...forGhcr(login("me", "hunter2\n")))] },
    id: "image-secret",
    expected: [
      "warning: as me (Secret creds/ghcr-0, ghcr.io); in Secret creds/ghcr-0 the login of the entry ghcr.io ends " +
        "with a line break, which a node sends with it",
    ],
  },
  {
    title: "a login that ends with a line break, in a Secret",
    facts: { sources: forGhcr(login("me", "hunter2\n")).map(source) },
    id: "secret-entries",
    expected: [
      "warning: the login of the entry ghcr.io ends with a line break, which a node sends with it",
    ],
  },
  ...readByBuilders(),
  {
    title: "no entry for an image, and a Secret that is not there",
    facts: {
      pods: [{ ...pod(ghcr), problems: ["Secret shop/team does not exist"] }],
    },
    id: "image-secret",
    expected: [
      "warning: none does: it is pulled anonymously; Secret shop/team does not exist",
    ],
  },
  {
    title: "a Secret that a node can't read",
    facts: { pods: [pod(ghcr, ...forGhcr({ auth: "?" }))] },
    id: "image-secret",
    expected: [
      'failed: a node does not even try: Secret creds/ghcr-0: .dockerconfigjson holds an entry under "auths" ' +
        "(number 1, ghcr.io) that has an auth that is not base64: write USER:PASSWORD in base64, as " +
        "printf %s USER:PASSWORD | base64 -w0 prints it, or username and password in place of auth",
    ],
  },
  ...[
    { verdict: accepted, expected: "passed: it does, as me" },
    {
      verdict: { ...accepted, exists: false },
      expected: "warning: it would, as me, but it has no such image",
    },
    {
      verdict: { ...accepted, exists: false },
      built: true,
      expected: "passed: it would, as me; the image is not there yet",
    },
    {
      verdict: notAllowed,
      expected:
        "failed: it accepts the login, but does not let it pull this image, or has no such image",
    },
    {
      verdict: notAllowed,
      built: true,
      expected:
        "skipped: a Build of this project makes it, and the registry does not say whether it is refused or not there yet",
    },
    {
      verdict: refused,
      expected: "failed: it refuses every login that a node tries",
    },
    {
      verdict: refused,
      built: true,
      expected: "failed: it refuses every login that a node tries",
    },
    {
      verdict: refused,
      anonymous: true,
      expected:
        "failed: it lets nobody pull it anonymously, or has no such image",
    },
    {
      verdict: accepted,
      anonymous: true,
      expected: "passed: it does, anonymously",
    },
    {
      verdict: { kind: "rejected", status: 429, reason: "rate-limit" } as const,
      expected: "failed: it grants no more pulls for now",
    },
    {
      verdict: { kind: "unreachable", reason: "tls" } as const,
      expected:
        "skipped: the registry could not be asked from here: its certificate is not trusted (NODE_EXTRA_CA_CERTS names " +
        "a file of more CAs)",
    },
  ].map(
    ({ verdict, built = false, anonymous = false, expected }, index): Case => ({
      title: `what a registry says to a pull, no. ${index + 1}`,
      facts: {
        pods: [pod(ghcr, ...(anonymous ? [] : forGhcr(login("me"))))],
        built: built ? ["ghcr.io/acme/web"] : [],
      },
      answers: saying(verdict),
      id: "image-pull",
      expected: [expected],
    }),
  ),
];

describe("checksOf", () => {
  for (const { title, facts, answers = null, id, expected } of cases) {
    it(`says what it found of ${title} (${id})`, () => {
      const checks = checksOf({ ...none, ...facts }, answers, now);
      expect(
        checks
          .filter((check) => check.id === id)
          .map(({ verdict, reason }) => `${verdict}: ${reason}`),
      ).to.deep.equal(expected);
    });
  }

  it("gives each subject the expectation of its row, and the command that leads to its section", () => {
    const copied = copy({ action: "create", reason: "absent", sentence: "" });
    const facts: ProjectFacts = {
      ...none,
      sources: [source(good)],
      copies: [copied],
      pods: [pod("nginx", good)],
    };
    expect(
      checksOf(facts, null, now).map(
        ({ id, subject, expected, docs }) =>
          `${id}: ${subject}: ${expected}; ${docs}`,
      ),
    ).to.deep.equal(
      [
        ["secret-exists", "Secret creds/hub", "Secret creds/hub exists"],
        [
          "secret-type",
          "Secret creds/hub",
          "Secret creds/hub is a pull secret",
        ],
        [
          "secret-parses",
          "Secret creds/hub",
          "A node can read Secret creds/hub",
        ],
        [
          "secret-entries",
          "Secret creds/hub",
          "A node can use all entries of Secret creds/hub",
        ],
        [
          "secret-copy",
          "copy shop/hub of Secret creds/hub",
          "The copy shop/hub of Secret creds/hub is up to date",
        ],
        [
          "login-accepted",
          `login me of Secret creds/hub (${hub})`,
          `The registry accepts the login me of Secret creds/hub (${hub})`,
        ],
        ["headroom", "me", "Docker Hub grants more pulls to me"],
        [
          "image-secret",
          "nginx (Deployment/web)",
          "A Secret serves nginx (Deployment/web)",
        ],
        ["image-pull", "nginx", "The registry lets a node pull nginx"],
      ].map(
        ([id, subject, expected]) =>
          `${id}: ${subject}: ${expected}; garden-pull-secrets docs checks ${id}`,
      ),
    );
  });

  it("says what to do wherever something is wrong, and only there", () => {
    for (const { facts, answers = null } of cases)
      for (const { verdict, remedy } of checksOf(
        { ...none, ...facts },
        answers,
        now,
      ))
        expect(remedy !== null).to.equal(
          verdict === "failed" || verdict === "warning",
        );
  });

  it("leads to no loss of what builders need", () => {
    const remedies = readByBuilders().flatMap(({ facts }) =>
      checksOf({ ...none, ...facts }, null, now)
        .filter(({ id }) => id === "secret-entries")
        .map(({ remedy }) => remedy ?? ""),
    );
    expect(remedies.join("\n")).not.to.match(/take it out|in its place/i);
  });

  it("says where an entry is nearly for an image which key to write", () => {
    const near = secret("a", { auths: { "ghcr.io:443": login("me") } });
    const facts = { ...none, pods: [pod(ghcr, near)] };
    const found = checksOf(facts, null, now).find(
      ({ id }) => id === "image-secret",
    );
    expect(found?.remedy).to.equal("In Secret creds/a, write ghcr.io.");
  });

  it("skips what only registries know, where they are left alone", () => {
    const facts = { ...none, pods: [pod(image, good), pod("redis")] };
    expect(
      checksOf(facts, null, now)
        .filter(({ verdict }) => verdict === "skipped")
        .map(({ id }) => id),
    ).to.deep.equal([
      "login-accepted",
      "headroom",
      "anonymous-headroom",
      "image-pull",
      "image-pull",
    ]);
  });

  it("holds no password in any check", () => {
    for (const { facts, answers = null } of cases)
      expect(
        JSON.stringify(checksOf({ ...none, ...facts }, answers, now)),
      ).not.to.contain("hunter2");
  });
});

describe("what registries are asked", () => {
  it("is one question for each login and image", () => {
    const facts: ProjectFacts = {
      ...none,
      sources: [source(good)],
      pods: [
        pod(image, good),
        // The same login from another Secret.
        pod(image, { ...good, metadata: { name: "copy" } }),
        pod("acme/web:2", good),
        pod("acme/db", good),
        pod(ghcr, good),
        pod("a_b.c/d", good),
      ],
    };
    const uses = imageUses(facts, now);
    expect(
      pullQuestions(uses).map(
        ({ domain, repository: name, reference, login: as }) =>
          `${domain} ${name}:${reference} ${as ? reveal(as.username).toString() : "-"}`,
      ),
    ).to.deep.equal([
      "docker.io acme/web:1 me",
      "docker.io acme/web:2 me",
      "docker.io acme/db:latest me",
      "ghcr.io acme/web:1 -",
    ]);
    expect(headroomQuestions({ facts, uses })).to.have.length(1);
  });
});

describe("docs/checks.md", () => {
  const { text } = readPage("docs/checks.md");

  it("has one section for each check", () => {
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, id]) => id)).to.deep.equal(
      checks.map(({ id }) => id),
    );
  });

  it("lists the checks as the program has them", async () => {
    expect(await withChecks(text)).to.equal(text);
  });
});
