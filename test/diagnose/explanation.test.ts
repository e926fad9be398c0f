import { expect } from "chai";
import { causes, type Cause } from "../../src/diagnose/causes.js";
import type { Diagnosis } from "../../src/diagnose/diagnose.js";
import { explainPull } from "../../src/diagnose/explanation.js";
import { causeWith, type FailedPull } from "../../src/diagnose/failed-pull.js";
import type { SecretFinding } from "../../src/diagnose/listed-secrets.js";

const diagnosisOf = (
  cause: Cause,
  credentialSent: boolean | null = null,
): Diagnosis => ({
  message: 'Failed to pull image "docker.io/acme/web:1": unknown',
  image: "docker.io/acme/web:1",
  registry: "docker.io",
  failed: null,
  cause,
  causes: [cause],
  credentialSent,
  remedy: "Do what is due.",
});

function explain(pull: Partial<FailedPull>): string[] {
  return explainPull({
    namespace: "team",
    pod: "web-1",
    container: "main",
    diagnosis: diagnosisOf("rate-limit-anonymous"),
    secrets: [],
    unreadByKubelet: [],
    isGardens: false,
    ...pull,
  }).split("\n");
}

const missing: SecretFinding = { name: "hub", state: "missing" };
const noEntry: SecretFinding = { name: "ghcr", state: "no-entry" };
const serves: SecretFinding = {
  name: "hub",
  state: "serves",
  keys: ["index.docker.io", "docker.io/acme"],
  hasLogin: true,
  holdsMore: false,
};

describe("explainPull", () => {
  it("tells in four lines who can't pull what, why, with which Secrets, and what to do", () => {
    expect(
      explain({
        diagnosis: diagnosisOf("credential-rejected", true),
        secrets: [serves, noEntry],
      }),
    ).to.deep.equal([
      "Container 'main' of pod 'web-1' in namespace 'team' can't pull docker.io/acme/web:1.",
      "The registry refused the credential that was sent.",
      "Pull secrets of the pod: 'hub' (entry 'index.docker.io', 'docker.io/acme'), 'ghcr' (no entry for docker.io).",
      "What to do: Do what is due. The login for it is in Secret 'hub' of namespace 'team'. To replace it, with all its entries: kubectl create secret docker-registry hub --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN --dry-run=client -o yaml | kubectl apply -f -",
    ]);
  });

  it("replaces one login only where the Secret holds more", () => {
    const [, , , advice] = explain({
      diagnosis: diagnosisOf("credential-expired", true),
      secrets: [{ ...serves, holdsMore: true }],
    });
    expect(advice).to.equal(
      "What to do: Do what is due. The login for it is in Secret 'hub' of namespace 'team'. To replace that login and keep what else the Secret holds: docker login https://index.docker.io/v1/, then garden-pull-secrets create --registry docker.io --name hub --namespace team",
    );
  });

  for (const { cause, credentialSent, says } of [
    {
      cause: "registry-error",
      credentialSent: false,
      says: "No credential was sent. The pod lists no pull secrets.",
    },
    {
      cause: "registry-error",
      credentialSent: true,
      says: "A credential was sent. The pod lists no pull secrets.",
    },
    {
      cause: "registry-error",
      credentialSent: null,
      says: "The pod lists no pull secrets.",
    },
    {
      cause: "credential-expired",
      credentialSent: true,
      says: "The pod lists no pull secrets.",
    },
  ] as const) {
    it(`says of ${cause} whether a credential was sent, where it is known and the cause does not say it: ${String(credentialSent)}`, () => {
      const [, , sent] = explain({
        diagnosis: diagnosisOf(cause, credentialSent),
      });
      expect(sent).to.equal(says);
    });
  }

  it("names neither image nor registry where the message does not", () => {
    const diagnosis: Diagnosis = {
      ...diagnosisOf("no-credential"),
      image: null,
      registry: null,
    };
    expect(explain({ diagnosis, secrets: [noEntry] })).to.deep.equal([
      "Container 'main' of pod 'web-1' in namespace 'team' can't pull its image.",
      causes["no-credential"].sentence,
      "Pull secrets of the pod: 'ghcr' (no entry for the registry).",
      "What to do: Put an entry for the registry into Secret 'ghcr', or add a Secret that has one to imagePullSecrets. To create one: kubectl create secret docker-registry NAME --namespace=team --docker-server=REGISTRY --docker-username=USER --docker-password=TOKEN",
    ]);
    const [who, , , advice] = explain({ diagnosis, isGardens: true });
    expect([who, advice]).to.deep.equal([
      "Container 'main' of pod 'web-1' in namespace 'team' can't pull its image, an image of Garden's own.",
      "What to do: List a Secret for the registry under imagePullSecrets of the provider in project.garden.yml.",
    ]);
  });

  describe("where a Secret has something that a node can't use", () => {
    const miss = {
      secret: "team/ghcr",
      key: "docker.com",
      reason: "the entry docker.com is not for it: it is for another host",
      remedy: "write https://index.docker.io/v1/",
      write: "https://index.docker.io/v1/",
    };
    const near: SecretFinding = { ...noEntry, miss };
    const correct =
      "What to do: In the Secret 'ghcr' of namespace 'team', write https://index.docker.io/v1/.";

    it("says what, and what to write", () => {
      const [, , listed, advice] = explain({ secrets: [noEntry, near] });
      expect([listed, advice]).to.deep.equal([
        "Pull secrets of the pod: 'ghcr' (no entry for docker.io), 'ghcr' (no entry for docker.io; the entry docker.com is not for it: it is for another host).",
        correct,
      ]);
    });

    it("names the source of a copy", () => {
      const source = { name: "all", namespace: "creds" };
      const [, , , advice] = explain({ secrets: [{ ...near, source }] });
      expect(advice).to.contain(
        "In the Secret 'all' of namespace 'creds', write",
      );
    });

    it("says so of a Secret that a node ignores", () => {
      const ignored = { ...near, state: "ignored", reason: "Opaque" } as const;
      const [, , listed, advice] = explain({ secrets: [ignored] });
      expect(listed).to.contain("'ghcr' (Opaque; the entry docker.com is not");
      expect(advice).to.equal(correct);
    });

    it("says so first of the Secret that the login is from", () => {
      const [, , listed, advice] = explain({
        diagnosis: diagnosisOf("credential-rejected", true),
        secrets: [near, { ...serves, miss: { ...miss, remedy: "go on" } }],
      });
      expect(listed).to.contain("'docker.io/acme'; the entry docker.com");
      expect(advice).to.equal(
        "What to do: In the Secret 'hub' of namespace 'team', go on.",
      );
    });

    it("keeps to it where another Secret has the login, or is missing, or the cause is another", () => {
      const advices = [
        explain({
          diagnosis: diagnosisOf("credential-rejected", true),
          secrets: [near, serves],
        }),
        explain({ secrets: [near, missing] }),
        explain({
          diagnosis: diagnosisOf("registry-error"),
          secrets: [near],
        }),
      ].map(([, , , advice]) => advice);
      expect(advices.join("\n")).not.to.contain("In the Secret 'ghcr'");
    });
  });

  for (const { state, says } of [
    { state: missing, says: "'hub' (not found in namespace 'team')" },
    {
      state: { name: "hub", state: "unread", reason: "no right" },
      says: "'hub' (could not be looked at: no right)",
    },
    {
      state: { name: "hub", state: "broken", reason: "no JSON" },
      says: "'hub' (no JSON)",
    },
    {
      state: { name: "hub", state: "ignored", reason: "of type Opaque" },
      says: "'hub' (of type Opaque)",
    },
  ] satisfies { state: SecretFinding; says: string }[]) {
    it(`names a Secret that is ${state.state}`, () => {
      expect(explain({ secrets: [state] })[2]).to.equal(
        `Pull secrets of the pod: ${says}.`,
      );
    });
  }

  const advice: readonly {
    readonly title: string;
    readonly pull: Partial<FailedPull>;
    readonly remedy: string;
  }[] = [
    {
      title: "to make the Secret that is missing",
      pull: { secrets: [noEntry, missing] },
      remedy:
        "Create the Secret 'hub' in namespace 'team', or take it out of the pod's list. To create one: kubectl create secret docker-registry hub --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN",
    },
    {
      title: "to make the Secret whose absence the kubelet reports",
      pull: { diagnosis: diagnosisOf("secret-missing"), secrets: [missing] },
      remedy:
        "Create the Secret 'hub' in namespace 'team', or take it out of the pod's list. To create one: kubectl create secret docker-registry hub --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN",
    },
    {
      title: "to give an entry where no Secret has one",
      pull: { secrets: [noEntry] },
      remedy:
        "Put an entry for docker.io into Secret 'ghcr', or add a Secret that has one to imagePullSecrets. To create one: kubectl create secret docker-registry NAME --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN",
    },
    {
      title: "to choose one of several Secrets for the entry",
      pull: { secrets: [noEntry, { ...noEntry, name: "quay" }] },
      remedy:
        "Put an entry for docker.io into one of Secret 'ghcr', 'quay', or add a Secret that has one to imagePullSecrets. To create one: kubectl create secret docker-registry NAME --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN",
    },
    {
      title: "to look at the login of the Secret that has an entry",
      pull: {
        diagnosis: diagnosisOf("not-found-or-private"),
        secrets: [noEntry, serves],
      },
      remedy:
        "Do what is due. The login for it is in Secret 'hub' of namespace 'team'.",
    },
    {
      title: "to replace the Secret that does not parse",
      pull: {
        diagnosis: diagnosisOf("secret-malformed"),
        secrets: [noEntry, { name: "hub", state: "broken", reason: "no JSON" }],
      },
      remedy:
        "Replace the Secret 'hub' in namespace 'team' (no JSON), with all its entries: kubectl create secret docker-registry hub --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN --dry-run=client -o yaml | kubectl apply -f -",
    },
    {
      title: "what is due where a Secret that does not parse is not why",
      pull: {
        diagnosis: diagnosisOf("disk-full"),
        secrets: [{ name: "hub", state: "broken", reason: "no JSON" }],
      },
      remedy: "Do what is due.",
    },
    {
      title: "what is due where it can't be told which Secret does not parse",
      pull: { diagnosis: diagnosisOf("secret-malformed"), secrets: [] },
      remedy: "Do what is due.",
    },
    {
      title: "to replace the Secret whose login was refused",
      pull: {
        diagnosis: diagnosisOf("credential-rejected"),
        secrets: [noEntry, serves],
      },
      remedy:
        "Do what is due. The login for it is in Secret 'hub' of namespace 'team'. To replace it, with all its entries: kubectl create secret docker-registry hub --namespace=team --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN --dry-run=client -o yaml | kubectl apply -f -",
    },
    {
      title: "to replace the source of a copy whose login has expired",
      pull: {
        diagnosis: diagnosisOf("credential-expired"),
        secrets: [
          { ...serves, source: { name: "hub-all", namespace: "default" } },
        ],
      },
      remedy:
        "Do what is due. The login for it is in Secret 'hub' of namespace 'team', a copy of 'hub-all' in namespace 'default'. To replace that one, with all its entries: kubectl create secret docker-registry hub-all --namespace=default --docker-server=https://index.docker.io/v1/ --docker-username=USER --docker-password=TOKEN --dry-run=client -o yaml | kubectl apply -f -",
    },
    {
      title:
        "to look at each Secret where several have a login that was refused",
      pull: {
        diagnosis: diagnosisOf("credential-rejected"),
        secrets: [serves, { ...serves, name: "hub-2" }],
      },
      remedy:
        "Do what is due. The login for it is in Secret 'hub', 'hub-2' of namespace 'team'.",
    },
    {
      title: "to list a Secret in the provider where the image is Garden's own",
      pull: { isGardens: true },
      remedy:
        "List a Secret for docker.io under imagePullSecrets of the provider in project.garden.yml.",
    },
    {
      title: "what the cause asks for where a Secret has an entry",
      pull: { secrets: [serves, missing] },
      remedy: "Do what is due.",
    },
    {
      title: "what the cause asks for where no credential would help",
      pull: {
        diagnosis: diagnosisOf("tag-not-found"),
        secrets: [missing],
      },
      remedy: "Do what is due.",
    },
  ];
  for (const { title, pull, remedy } of advice) {
    it(`advises ${title}`, () => {
      expect(explain(pull).at(-1)).to.equal(`What to do: ${remedy}`);
    });
  }

  it("advises to wait for a node that had not read the Secret yet, and says so before what came of it", () => {
    const [, why, , advice] = explain({
      diagnosis: diagnosisOf("no-credential", false),
      secrets: [serves],
      unreadByKubelet: ["hub"],
    });
    expect(why).to.equal(
      `${causes["secret-unread"].sentence} ${causes["no-credential"].sentence}`,
    );
    expect(advice).to.equal(`What to do: ${causes["secret-unread"].remedy()}`);
  });

  it("advises what to do after that as well, where the message may be the same then", () => {
    const [, , , advice] = explain({
      diagnosis: diagnosisOf("not-found-or-private"),
      secrets: [serves],
      unreadByKubelet: ["hub"],
    });
    expect(advice).to.equal(
      `What to do: ${causes["secret-unread"].remedy()} If the registry refuses the Secret, too: Do what is due. The login for it is in Secret 'hub' of namespace 'team'.`,
    );
  });

  it("names the missing Secret before what came of it", () => {
    const [, why] = explain({
      diagnosis: diagnosisOf("not-found-or-private"),
      secrets: [missing],
    });
    expect(why).to.equal(
      `${causes["secret-missing"].sentence} ${causes["not-found-or-private"].sentence}`,
    );
  });
});

describe("causeWith", () => {
  for (const { cause, secrets, expected } of [
    { cause: "no-credential", secrets: [], expected: "no-credential" },
    { cause: "no-credential", secrets: [missing], expected: "secret-missing" },
    {
      cause: "rate-limit-anonymous",
      secrets: [noEntry, missing],
      expected: "secret-missing",
    },
    {
      cause: "rate-limit-unknown",
      secrets: [serves, missing],
      expected: "rate-limit-unknown",
    },
    {
      cause: "rate-limit-unknown",
      secrets: [missing],
      expected: "secret-missing",
    },
    {
      cause: "credential-rejected",
      secrets: [missing],
      expected: "credential-rejected",
    },
    { cause: "dns", secrets: [missing], expected: "dns" },
  ] as const) {
    it(`${cause}, with ${secrets.map(({ state }) => state).join() || "none"}: ${expected}`, () => {
      expect(
        causeWith({
          diagnosis: diagnosisOf(cause),
          secrets,
          unreadByKubelet: [],
        }),
      ).to.equal(expected);
    });
  }

  const anonymous = diagnosisOf("rate-limit-anonymous", false);
  const open = diagnosisOf("not-found-or-private");
  for (const { title, diagnosis, secrets, unread = ["hub"], expected } of [
    {
      title: "the kubelet could not read a Secret that has a login",
      diagnosis: anonymous,
      secrets: [noEntry, serves],
      expected: "secret-unread",
    },
    {
      title: "it could not read that one, and another is missing",
      diagnosis: anonymous,
      secrets: [missing, serves],
      expected: "secret-unread",
    },
    {
      title: "the message does not say whether a login was sent",
      diagnosis: open,
      secrets: [serves],
      expected: "secret-unread",
    },
    {
      title: "the kubelet could not read another one",
      diagnosis: open,
      secrets: [serves, noEntry],
      unread: ["ghcr"],
      expected: "not-found-or-private",
    },
    {
      title: "the kubelet could read all",
      diagnosis: anonymous,
      secrets: [serves],
      unread: [],
      expected: "rate-limit-anonymous",
    },
    {
      title: "a login was sent",
      diagnosis: diagnosisOf("not-found-or-private", true),
      secrets: [serves],
      expected: "not-found-or-private",
    },
    {
      title: "what a Secret has is no login",
      diagnosis: anonymous,
      secrets: [{ ...serves, hasLogin: false }],
      expected: "rate-limit-anonymous",
    },
    {
      title: "a login was refused before none was sent",
      diagnosis: {
        ...anonymous,
        causes: ["credential-rejected", "rate-limit-anonymous"],
      },
      secrets: [serves],
      expected: "rate-limit-anonymous",
    },
    {
      title: "a mirror was asked, which gets no login",
      diagnosis: {
        ...anonymous,
        failed: { part: "mirror", host: "mirror.example.com" },
      },
      secrets: [serves],
      expected: "rate-limit-anonymous",
    },
    {
      title: "a login would have changed nothing",
      diagnosis: diagnosisOf("registry-error", false),
      secrets: [serves],
      expected: "registry-error",
    },
  ] as const) {
    it(`${expected}, where ${title}`, () => {
      expect(
        causeWith({ diagnosis, secrets, unreadByKubelet: unread }),
      ).to.equal(expected);
    });
  }
});

describe("what to do about an image that no listed Secret is for", () => {
  const last = (pull: Partial<FailedPull>) => explain(pull).at(-1);

  it("is the provider config's concern where the image is Garden's own", () => {
    expect(last({ isGardens: true })).to.equal(
      "What to do: List a Secret for docker.io under imagePullSecrets of the provider in project.garden.yml.",
    );
  });
  it("is what the cause asks for where the image is the user's", () => {
    expect(last({})).to.equal("What to do: Do what is due.");
  });
});
