import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { askRegistries } from "../../../src/commands/check/ask-registries.js";
import { checksOf } from "../../../src/commands/check/checks.js";
import type {
  PodFact,
  ProjectFacts,
} from "../../../src/commands/check/facts.js";
import { serve, stopServers, type Answerer } from "../../registry/serve.js";

const images = 60;
const secrets = 20;

/** Asks for a login, by Basic. */
const answer: Answerer = ({ headers }, outgoing) => {
  const asks = headers.authorization === undefined;
  outgoing
    .writeHead(asks ? 401 : 200, { "www-authenticate": "Basic realm=any" })
    .end();
};

function secretFor(index: number, hosts: readonly string[]): V1Secret {
  const entry = { username: `user-${index % 2}`, password: "hunter2" };
  const auths = Object.fromEntries(hosts.map((host) => [host, entry]));
  const config = Buffer.from(JSON.stringify({ auths })).toString("base64");
  return {
    metadata: { name: `secret-${index}`, namespace: "creds" },
    type: "kubernetes.io/dockerconfigjson",
    data: { ".dockerconfigjson": config },
  };
}

function checkedPod(image: string, secret: V1Secret): PodFact {
  return {
    workload: "Deployment/web",
    images: [image],
    secrets: [secret],
    problems: [],
  };
}

const none: ProjectFacts = {
  sources: [],
  copies: [],
  pods: [],
  built: [],
  builders: [],
};

/** What the checks say of pods with these images, one a line. */
async function said(images: readonly string[], secret: V1Secret) {
  const pods = images.map((image) => checkedPod(image, secret));
  const facts = { ...none, pods };
  const checks = checksOf(facts, await askRegistries(facts), new Date());
  return checks
    .filter(({ id }) => ["image-pull", "login-accepted"].includes(id))
    .map(({ subject, verdict, reason }) => `${subject}: ${verdict}: ${reason}`);
}

describe("askRegistries", () => {
  afterEach(stopServers);

  it(`asks about ${images} images and ${secrets} Secrets no more than needed`, async () => {
    const registries = await Promise.all([1, 2, 3].map(() => serve(answer)));
    const hosts = registries.map(({ port }) => `127.0.0.1:${port}`);
    const found = Array.from({ length: secrets }, (_, index) =>
      secretFor(index, hosts),
    );
    const facts: ProjectFacts = {
      sources: found.map((secret) => ({
        name: secret.metadata?.name ?? "",
        namespace: "creds",
        state: { kind: "found", secret },
      })),
      copies: [],
      built: [],
      builders: [],
      pods: Array.from({ length: images }, (_, index) => ({
        workload: `Deployment/${index}`,
        images: [`${hosts[index % 3] ?? ""}/acme/app-${index}:1`],
        secrets: found,
        problems: [],
      })),
    };
    const answers = await askRegistries(facts);
    const checks = checksOf(facts, answers, new Date());
    // Twenty Secrets hold two logins: a request without any, and one with each.
    const requests = registries.flatMap((registry) => registry.requests);
    expect(requests).to.have.length(images * (1 + 2));
    expect(new Set(checks.map(({ verdict }) => verdict))).to.deep.equal(
      new Set(["passed"]),
    );
  });

  it("asks the other registries where the host of an image is no address", async () => {
    const { port } = await serve(answer);
    const good = `127.0.0.1:${port}`;
    const bad = ["registry.example.com:99999", "10.0.0.300:5000", "registry.1"];
    const images = [...bad, good].map((host) => `${host}/acme/web:1`);
    const secret = secretFor(0, [good, bad[0] ?? ""]);
    expect(await said(images, secret)).to.deep.equal([
      `login user-0 of Secret creds/secret-0 (${bad[0]}): skipped: the registry could not be asked from here: ` +
        "its host is no address",
      `login user-0 of Secret creds/secret-0 (${good}): passed: it does`,
      ...bad.map(
        (host, index) =>
          `${images[index]}: warning: its registry could not be asked: ${host} is no address`,
      ),
      `${images[3]}: passed: it does, as user-0`,
    ]);
  });
});
