import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { checksOf } from "../../../src/commands/check/checks.js";
import type { ProjectFacts } from "../../../src/commands/check/facts.js";
import { findingOf } from "../../../src/diagnose/listed-secrets.js";
import {
  faultsOf,
  type EntryFault,
} from "../../../src/registry/entry-faults.js";
import { nearMisses } from "../../../src/registry/near-misses.js";

const now = new Date("2026-11-24T12:00:00Z");
const image = "ghcr.io/acme/web:1";
const me = { username: "me", password: "hunter2" };

const encode = (text: string) => Buffer.from(text).toString("base64");
/** As Amazon ECR gives them out, for as long as it is not renewed. */
const ended = encode('{"payload":"x","expiration":1700000000}');

/** A docker config with each of the faults, in an entry for the image. */
const configs: Readonly<Record<EntryFault["kind"], object>> = {
  identitytoken: {
    auths: { "ghcr.io": { auth: encode("me:"), identitytoken: "t" } },
  },
  empty: { auths: { "ghcr.io": {} } },
  "no-password": { auths: { "ghcr.io": { username: "me", password: "" } } },
  "no-name": { auths: { "ghcr.io": { password: "hunter2" } } },
  "line-break": { auths: { "ghcr.io": { ...me, password: "hunter2\n" } } },
  "hub-host": { auths: { "registry-1.docker.io": me } },
  expired: { auths: { "ghcr.io": { username: "AWS", password: ended } } },
  credHelpers: { credHelpers: { "ghcr.io": "gcr" } },
  credsStore: { credsStore: "desktop" },
};

function secretWith(config: object): V1Secret {
  return {
    metadata: { name: "team", namespace: "creds" },
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": encode(JSON.stringify(config)) },
  };
}

/** What `check` of a project says of a Secret and an image in other words than "passed". */
function checkOf(secret: V1Secret, pulled: string): string[] {
  const facts: ProjectFacts = {
    sources: [
      { name: "team", namespace: "creds", state: { kind: "found", secret } },
    ],
    copies: [],
    pods: [
      {
        workload: "Deployment/web",
        images: [pulled],
        secrets: [secret],
        problems: [],
      },
    ],
    built: [],
    builders: [],
  };
  return checksOf(facts, null, now)
    .filter(({ verdict }) => ["failed", "warning"].includes(verdict))
    .map(({ id }) => id);
}

describe("each fault of an entry", () => {
  for (const [kind, config] of Object.entries(configs)) {
    const secret = secretWith(config);
    // Docker Hub's own host is the only key that is for none of its images.
    const pulled = kind === "hub-host" ? "nginx" : image;

    it(`${kind} is one`, () => {
      expect(faultsOf(secret, now).map((fault) => fault.kind)).to.deep.equal([
        kind,
      ]);
    });

    it(`${kind} is told of an image, as check -f and explain do`, () => {
      const misses = nearMisses([secret], pulled, now);
      expect(misses.map((miss) => miss.secret)).to.deep.equal(["creds/team"]);
      expect(findingOf("team", { secret }, pulled)).to.have.property("miss");
      expect(JSON.stringify(misses)).not.to.contain("hunter2");
    });

    it(`${kind} is told by check of a project, of the Secret and of the image`, () => {
      const told = checkOf(secret, pulled);
      expect(told).to.include("image-secret");
      expect(told).to.include(
        kind === "expired" ? "login-expiry" : "secret-entries",
      );
    });
  }

  it("is none where a usable login stands beside an identity token", () => {
    const secret = secretWith({
      auths: { "ghcr.io": { ...me, identitytoken: "t" } },
    });
    expect(faultsOf(secret, now)).to.deep.equal([]);
  });
});
