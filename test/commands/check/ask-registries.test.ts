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

  for (const tags of [
    ["1.0", "typo"],
    ["typo", "1.0"],
  ])
    it(`says of each tag whether there is one (${tags.join(", ")})`, async () => {
      const { port } = await serve(({ headers, url = "" }, outgoing) => {
        const found = url.endsWith("/1.0") ? 200 : 404;
        outgoing
          .writeHead(headers.authorization === undefined ? 401 : found, {
            "www-authenticate": "Basic realm=any",
          })
          .end();
      });
      const host = `127.0.0.1:${port}`;
      const images = tags.map((tag) => `${host}/acme/web:${tag}`);
      expect(await said(images, secretFor(0, [host]))).to.have.members([
        `login user-0 of Secret creds/secret-0 (${host}): passed: it does`,
        `${host}/acme/web:1.0: passed: it does, as user-0`,
        `${host}/acme/web:typo: warning: it would, as user-0, but it has no such image`,
      ]);
    });

  it("asks for one challenge and one token for all tags of a repository", async () => {
    const { port, requests } = await serve(
      ({ headers, url = "" }, outgoing) => {
        if (url.startsWith("/token")) return outgoing.end('{"token":"t0ken"}');
        const asks = headers.authorization === undefined;
        const realm = `http://${headers.host ?? ""}/token`;
        return outgoing
          .writeHead(asks ? 401 : 200, {
            "www-authenticate": `Bearer realm="${realm}"`,
          })
          .end();
      },
    );
    const host = `127.0.0.1:${port}`;
    const images = [1, 2, 3].map((tag) => `${host}/acme/web:${tag}`);
    await said([...images, `${host}/acme/db:1`], secretFor(0, [host]));
    const basic = "Basic dXNlci0wOmh1bnRlcjI=";
    expect(requests).to.have.members([
      "HEAD /v2/acme/web/manifests/1",
      `GET /token?scope=repository%3Aacme%2Fweb%3Apull ${basic}`,
      "HEAD /v2/acme/web/manifests/1 Bearer t0ken",
      "HEAD /v2/acme/web/manifests/2 Bearer t0ken",
      "HEAD /v2/acme/web/manifests/3 Bearer t0ken",
      "HEAD /v2/acme/db/manifests/1",
      `GET /token?scope=repository%3Aacme%2Fdb%3Apull ${basic}`,
      "HEAD /v2/acme/db/manifests/1 Bearer t0ken",
    ]);
  });

  it("gives no login the token of another", async () => {
    const { port, requests } = await serve(
      ({ headers, url = "" }, outgoing) => {
        const { authorization = "", host = "" } = headers;
        if (url.startsWith("/token"))
          return outgoing.end(
            JSON.stringify({ token: authorization.replace("Basic ", "for-") }),
          );
        const realm = `http://${host}/token`;
        return outgoing
          .writeHead(authorization === "" ? 401 : 200, {
            "www-authenticate": `Bearer realm="${realm}"`,
          })
          .end();
      },
    );
    const host = `127.0.0.1:${port}`;
    const secrets = [0, 1].map((index) => secretFor(index, [host]));
    const pods = secrets.map((secret) =>
      checkedPod(`${host}/acme/web:1`, secret),
    );
    await askRegistries({ ...none, pods });
    expect(
      requests.filter((request) => request.startsWith("HEAD")),
    ).to.have.members([
      "HEAD /v2/acme/web/manifests/1",
      "HEAD /v2/acme/web/manifests/1 Bearer for-dXNlci0wOmh1bnRlcjI=",
      "HEAD /v2/acme/web/manifests/1 Bearer for-dXNlci0xOmh1bnRlcjI=",
    ]);
  });

  it("asks a registry that is open to everyone about each tag once", async () => {
    const { port, requests } = await serve((_incoming, outgoing) =>
      outgoing.end(),
    );
    const host = `127.0.0.1:${port}`;
    const images = [1, 2].map((tag) => `${host}/acme/web:${tag}`);
    const secrets = [0, 1].map((index) => secretFor(index, [host]));
    const pods = images.flatMap((image) =>
      secrets.map((secret) => checkedPod(image, secret)),
    );
    await askRegistries({ ...none, pods });
    expect(requests).to.have.members([
      "HEAD /v2/acme/web/manifests/1",
      "HEAD /v2/acme/web/manifests/2",
    ]);
  });
});
