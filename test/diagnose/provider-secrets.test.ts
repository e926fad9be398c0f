import { expect } from "chai";
import { diagnose } from "../../src/diagnose/diagnose.js";
import type { SecretFinding } from "../../src/diagnose/listed-secrets.js";
import { remedyInProvider } from "../../src/diagnose/provider-secrets.js";

const anonymous =
  'Failed to pull image "docker.io/acme/web:1": pull access denied, repository does not exist or may require authorization';

function remedy(
  findings: readonly SecretFinding[],
  message = anonymous,
): string | null {
  const secrets = findings.map((finding) => ({ namespace: "creds", finding }));
  const diagnosis = diagnose(message, { isPull: true });
  return remedyInProvider(diagnosis, { provider: "kubernetes", secrets });
}

const hub = { name: "hub" };
const create = "garden-pull-secrets create --name";

describe("remedyInProvider", () => {
  it("tells a provider without a list from a Secret without an entry, and from one that does not exist", () => {
    expect([
      remedy([]),
      remedy([{ ...hub, state: "no-entry" }]),
      remedy([
        { ...hub, state: "missing" },
        { name: "ghcr", state: "no-entry" },
      ]),
    ]).to.deep.equal([
      `Provider 'kubernetes' has no imagePullSecrets. Make a Secret: ${create} NAME --namespace NAMESPACE --registry docker.io; it prints the lines to add to the provider in project.garden.yml.`,
      `Provider 'kubernetes' lists no Secret for this image: Secret 'hub' in namespace 'creds' has no entry for docker.io. Put a login into it: ${create} hub --namespace creds --registry docker.io`,
      `Provider 'kubernetes' lists no Secret for this image: Secret 'hub' in namespace 'creds' does not exist, Secret 'ghcr' in namespace 'creds' has no entry for docker.io. Put a login into it: ${create} hub --namespace creds --registry docker.io`,
    ]);
  });

  it("is silent where one of the Secrets has an entry, or may have one", () => {
    const reason = "why";
    const findings: SecretFinding[] = [
      {
        ...hub,
        state: "serves",
        keys: ["docker.io"],
        hasLogin: true,
        holdsMore: false,
      },
      { ...hub, state: "unread", reason },
      { ...hub, state: "ignored", reason },
      { ...hub, state: "broken", reason },
    ];
    for (const finding of findings)
      expect(
        remedy([{ name: "ghcr", state: "no-entry" }, finding]),
        finding.state,
      ).to.equal(null);
  });

  describe("where one of the Secrets has something that a node can't use", () => {
    const miss = {
      secret: "creds/hub",
      key: "docker.com",
      reason:
        "the entry docker.com is not for it: Docker Hub's images are called docker.io",
      remedy: "write https://index.docker.io/v1/",
      write: "https://index.docker.io/v1/",
    };
    const says =
      "Provider 'kubernetes' lists Secret 'hub' in namespace 'creds', but the entry docker.com is not for it: Docker Hub's images are called docker.io. In it, write https://index.docker.io/v1/.";

    it("says what, and what to write", () => {
      const none: SecretFinding = { name: "ghcr", state: "no-entry" };
      for (const finding of [
        { ...hub, state: "no-entry", miss },
        { ...hub, state: "ignored", reason: "why", miss },
        {
          ...hub,
          state: "serves",
          keys: [],
          hasLogin: false,
          holdsMore: false,
          miss,
        },
      ] satisfies SecretFinding[])
        expect(remedy([none, finding]), finding.state).to.equal(says);
    });

    it("is silent where another has an entry", () => {
      const serves: SecretFinding = {
        name: "all",
        state: "serves",
        keys: ["docker.io"],
        hasLogin: true,
        holdsMore: false,
      };
      expect(remedy([{ ...hub, state: "no-entry", miss }, serves])).to.equal(
        null,
      );
    });
  });

  for (const [what, message] of [
    [
      "there is no such tag",
      "manifest for acme/web:9 not found: manifest unknown",
    ],
    [
      "a mirror answered",
      'Failed to pull image "docker.io/acme/web:1": unexpected status from HEAD request to https://mirror.example.test/v2/acme/web/manifests/1?ns=docker.io: 401 Unauthorized',
    ],
    [
      "the image is the sandbox's",
      'failed to get sandbox image "registry.example.test/pause:3.9": failed to pull image: pull access denied, repository does not exist or may require authorization',
    ],
    [
      "the pod lists a Secret of its own that is missing",
      "Unable to retrieve some image pull secrets (own); attempting to pull the image may not succeed.",
    ],
  ] as const)
    it(`is silent where ${what}`, () => {
      expect(remedy([], message)).to.equal(null);
    });
});
