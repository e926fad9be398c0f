import dns from "node:dns";
import { createServer } from "node:net";
import { expect } from "chai";
import sinon from "sinon";
import { loginOf, type Login } from "../../src/registry/credential.js";
import {
  askForPull,
  registryAddress,
  type PullVerdict,
} from "../../src/registry/handshake.js";
import {
  createRegistryClient,
  type ClientLimits,
} from "../../src/registry/http.js";
import {
  listen,
  portOfNobody,
  serve,
  stopServers,
  type Answerer,
} from "./serve.js";

const login: Login = loginOf("me", "hunter2");
const basic = `Basic ${Buffer.from("me:hunter2").toString("base64")}`;
const manifest = "HEAD /v2/acme/web/manifests/1.0";
const scope = "scope=repository%3Aacme%2Fweb%3Apull";

async function ask(
  registry: URL,
  as: Login | null = login,
  limits: Partial<ClientLimits> = {},
): Promise<PullVerdict> {
  const client = await createRegistryClient({
    milliseconds: 60_000,
    ...limits,
  });
  try {
    const question = {
      registry,
      repository: "acme/web",
      reference: "1.0",
      login: as,
    };
    return (await askForPull(client, question)).verdict;
  } finally {
    await client.close();
  }
}

function status(
  code: number,
  headers: Record<string, string> = {},
  body = "",
): Answerer {
  return (_incoming, outgoing) => outgoing.writeHead(code, headers).end(body);
}

const wantsBasic = {
  "www-authenticate": 'Basic realm="Registry, with a comma"',
};

/** Asks for a login as `headers` say, and answers `then` to whoever brings one. */
function asking(headers: Record<string, string>, then: Answerer): Answerer {
  return (incoming, outgoing) => {
    const answer =
      incoming.headers.authorization === undefined
        ? status(401, headers)
        : then;
    answer(incoming, outgoing);
  };
}

/** A registry whose tokens come from another host, where `token` answers. */
async function bearer(token: Answerer, then: Answerer) {
  const tokens = await serve(token);
  const realm = `${tokens.url.href}token?account=x`;
  const registry = await serve(
    asking(
      {
        "www-authenticate": `Bearer realm="${realm}",service="the service",scope="evil"`,
      },
      then,
    ),
  );
  return { tokens, registry };
}

const goodToken = status(200, {}, '{"token":"t0ken"}');

describe("askForPull", () => {
  afterEach(stopServers);

  const open: { title: string; answer: Answerer; verdict: PullVerdict }[] = [
    {
      title: "has the image",
      answer: status(200),
      verdict: { kind: "accepted", exists: true, asked: false },
    },
    {
      title: "does not have it",
      answer: status(404),
      verdict: { kind: "accepted", exists: false, asked: false },
    },
    {
      title: "refuses without saying how to log in",
      answer: status(401),
      verdict: { kind: "rejected", status: 401, reason: "login" },
    },
    {
      title: "wants a login of a kind that nobody knows",
      answer: status(401, { "www-authenticate": "Negotiate" }),
      verdict: { kind: "rejected", status: 401, reason: "login" },
    },
    {
      title: "forbids it",
      answer: status(403),
      verdict: { kind: "rejected", status: 403, reason: "access" },
    },
    {
      title: "has had enough",
      answer: status(429),
      verdict: { kind: "rejected", status: 429, reason: "rate-limit" },
    },
    {
      title: "forbids it, though it would know how to log in",
      answer: status(403, wantsBasic),
      verdict: { kind: "rejected", status: 403, reason: "access" },
    },
    ...[500, 503].map((code) => ({
      title: `is broken (${code})`,
      answer: status(code),
      verdict: { kind: "unreachable", reason: "server" } as const,
    })),
    ...[300, 399].map((code) => ({
      title: `leads elsewhere (${code})`,
      answer: status(code),
      verdict: { kind: "unreachable", reason: "redirect" } as const,
    })),
    ...[204, 400].map((code) => ({
      title: `says something strange (${code})`,
      answer: status(code),
      verdict: { kind: "unreachable", reason: "answer" } as const,
    })),
    {
      title: "says something strange",
      answer: status(418),
      verdict: { kind: "unreachable", reason: "answer" },
    },
  ];
  for (const { title, answer, verdict } of open) {
    it(`asks once, and keeps the login to itself, where the registry ${title}`, async () => {
      const registry = await serve(answer);
      expect(await ask(registry.url)).to.deep.equal(verdict);
      expect(registry.requests).to.deep.equal([manifest]);
    });
  }

  const basics: { title: string; then: Answerer; verdict: PullVerdict }[] = [
    {
      title: "takes the login",
      then: status(200),
      verdict: { kind: "accepted", exists: true, asked: true },
    },
    {
      title: "takes the login, and lacks the image",
      then: status(404),
      verdict: { kind: "accepted", exists: false, asked: true },
    },
    {
      title: "refuses the login",
      then: status(401, wantsBasic),
      verdict: { kind: "rejected", status: 401, reason: "login" },
    },
    {
      title: "forbids this image",
      then: status(403),
      verdict: { kind: "rejected", status: 403, reason: "access" },
    },
  ];
  for (const { title, then, verdict } of basics) {
    it(`logs in by Basic where the registry ${title}`, async () => {
      const registry = await serve(asking(wantsBasic, then));
      expect(await ask(registry.url)).to.deep.equal(verdict);
      expect(registry.requests).to.deep.equal([
        manifest,
        `${manifest} ${basic}`,
      ]);
    });
  }

  const nobody: { title: string; as: Login | null }[] = [
    { title: "anonymously", as: null },
    {
      title: "without a password",
      as: loginOf("me", ""),
    },
    { title: "without a name", as: loginOf("", "hunter2") },
  ];
  for (const { title, as } of nobody) {
    it(`sends no login ${title}`, async () => {
      const registry = await serve(asking(wantsBasic, status(200)));
      expect(await ask(registry.url, as)).to.deep.equal({
        kind: "rejected",
        status: 401,
        reason: "login",
      });
      expect(registry.requests).to.deep.equal([manifest]);
      const { tokens, registry: other } = await bearer(goodToken, status(200));
      expect(await ask(other.url, as)).to.deep.equal({
        kind: "accepted",
        exists: true,
        asked: true,
      });
      expect(tokens.requests).to.deep.equal([
        `GET /token?account=x&service=the+service&${scope}`,
      ]);
    });
  }

  it("says who asks, and takes manifests of every kind", async () => {
    const asked: (string | undefined)[] = [];
    const registry = await serve(({ headers }, outgoing) => {
      asked.push(headers["user-agent"], headers.accept);
      outgoing.end();
    });
    await ask(registry.url);
    expect(asked).to.deep.equal([
      "garden-pull-secrets",
      "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json, */*",
    ]);
  });

  it("takes no fault of its own for one of the registry", async () => {
    const client = {
      ask: () => Promise.reject(new TypeError("a fault")),
      close: () => Promise.resolve(),
    };
    const question = {
      registry: new URL("https://registry.example.com"),
      repository: "acme/web",
      reference: "1.0",
      login,
    };
    let caught: unknown;
    await askForPull(client, question).catch((error: unknown) => {
      caught = error;
    });
    expect(caught).to.be.instanceOf(TypeError);
  });

  it("sends bytes that are no text as they are", async () => {
    const registry = await serve(asking(wantsBasic, status(200)));
    await ask(
      registry.url,
      loginOf(Buffer.from([0xe4]), Buffer.from([0xff, 0x3a])),
    );
    expect(registry.requests[1]).to.equal(
      `${manifest} Basic ${Buffer.from([0xe4, 0x3a, 0xff, 0x3a]).toString("base64")}`,
    );
  });

  const tokens: {
    title: string;
    token: Answerer;
    then?: Answerer;
    verdict: PullVerdict;
  }[] = [
    {
      title: "are given",
      token: goodToken,
      verdict: { kind: "accepted", exists: true, asked: true },
    },
    {
      title: "are given by their other name",
      token: status(200, {}, '{"access_token":"t0ken"}'),
      verdict: { kind: "accepted", exists: true, asked: true },
    },
    {
      title: "are given by one of their names",
      token: status(200, {}, '{"token":"t0ken","access_token":""}'),
      verdict: { kind: "accepted", exists: true, asked: true },
    },
    {
      title: "do not open this repository",
      token: goodToken,
      then: status(401),
      verdict: { kind: "rejected", status: 401, reason: "access" },
    },
    {
      title: "open it, and the limit is reached",
      token: goodToken,
      then: status(429),
      verdict: { kind: "rejected", status: 429, reason: "rate-limit" },
    },
    {
      title: "are refused",
      token: status(401),
      verdict: { kind: "rejected", status: 401, reason: "login" },
    },
    {
      title: "are refused as ghcr.io does",
      token: status(403),
      verdict: { kind: "rejected", status: 403, reason: "login" },
    },
    {
      title: "are refused to so many",
      token: status(429),
      verdict: { kind: "rejected", status: 429, reason: "rate-limit" },
    },
    {
      title: "can't be had now",
      token: status(502),
      verdict: { kind: "unreachable", reason: "server" },
    },
    {
      title: "are not where they should be",
      token: status(404),
      verdict: { kind: "unreachable", reason: "answer" },
    },
    {
      title: "are to be had elsewhere",
      token: status(302, { location: "http://127.0.0.1:1/" }),
      verdict: { kind: "unreachable", reason: "redirect" },
    },
    {
      title: "are no JSON",
      token: status(200, {}, "hunter2"),
      verdict: { kind: "unreachable", reason: "answer" },
    },
    {
      title: "are null",
      token: status(200, {}, "null"),
      verdict: { kind: "unreachable", reason: "answer" },
    },
    {
      title: "are a number",
      token: status(200, {}, '{"token":5}'),
      verdict: { kind: "unreachable", reason: "answer" },
    },
    {
      title: "would be a second header",
      token: status(200, {}, '{"token":"a\\r\\nhost: b"}'),
      verdict: { kind: "unreachable", reason: "answer" },
    },
  ];
  for (const { title, token, then, verdict } of tokens) {
    it(`asks for a token of its own repository, where tokens ${title}`, async () => {
      const { tokens, registry } = await bearer(token, then ?? status(200));
      expect(await ask(registry.url)).to.deep.equal(verdict);
      expect(tokens.requests).to.deep.equal([
        `GET /token?account=x&service=the+service&${scope} ${basic}`,
      ]);
      for (const request of registry.requests)
        expect([manifest, `${manifest} Bearer t0ken`]).to.include(request);
    });
  }

  const redirects = [
    { title: "at once", make: (to: Answerer) => to },
    {
      title: "after the login",
      make: (to: Answerer) => asking(wantsBasic, to),
    },
  ];
  for (const { title, make } of redirects) {
    for (const host of ["127.0.0.1", "localhost"]) {
      it(`follows no redirect to ${host} ${title}`, async () => {
        const other = await serve(status(200));
        const registry = await serve(
          make(status(307, { location: `http://${host}:${other.port}/` })),
        );
        expect(await ask(registry.url)).to.deep.equal({
          kind: "unreachable",
          reason: "redirect",
        });
        expect(other.requests).to.deep.equal([]);
      });
    }
  }

  for (const realm of [
    "",
    "token",
    "//evil/token",
    "file:///etc/passwd",
    "javascript:1",
    "ftp://127.0.0.1/",
    "http://",
  ]) {
    it(`takes no tokens from the realm "${realm}"`, async () => {
      const registry = await serve(
        status(401, { "www-authenticate": `Bearer realm="${realm}"` }),
      );
      expect(await ask(registry.url)).to.deep.equal({
        kind: "unreachable",
        reason: "answer",
      });
      expect(registry.requests).to.deep.equal([manifest]);
    });
  }

  it("gives up on a body without end", async () => {
    let sent = 0;
    const { registry } = await bearer((_incoming, outgoing) => {
      const more = () => {
        while (!outgoing.destroyed && outgoing.write("x".repeat(65_536)))
          sent += 65_536;
      };
      outgoing.on("drain", more);
      more();
    }, status(200));
    expect(
      await ask(registry.url, login, { milliseconds: 20_000 }),
    ).to.deep.equal({ kind: "unreachable", reason: "answer" });
    expect(sent).to.be.below(32 * 1024 * 1024);
  });

  it("gives up on headers without end", async () => {
    const port = await listen(
      createServer((socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        const more = () => {
          while (
            !socket.destroyed &&
            socket.write(`x-${"y".repeat(1000)}: z\r\n`)
          );
        };
        socket.on("drain", more).on("error", () => undefined);
        more();
      }),
    );
    expect(await ask(new URL(`http://127.0.0.1:${port}`))).to.deep.equal({
      kind: "unreachable",
      reason: "answer",
    });
  });

  const slow: { title: string; answer: Answerer }[] = [
    { title: "nothing", answer: () => undefined },
    {
      title: "a body in drips",
      answer(_incoming, outgoing) {
        const timer = setInterval(() => outgoing.write(" "), 20);
        outgoing.on("close", () => clearInterval(timer));
      },
    },
  ];
  for (const { title, answer } of slow) {
    it(`gives up in time on a token service that answers ${title}`, async () => {
      const { registry } = await bearer(answer, status(200));
      expect(
        await ask(registry.url, login, { milliseconds: 300 }),
      ).to.deep.equal({ kind: "unreachable", reason: "time-out" });
    });
  }

  it("says that nobody answers", async () => {
    const port = await portOfNobody();
    expect(await ask(new URL(`http://127.0.0.1:${port}`))).to.deep.equal({
      kind: "unreachable",
      reason: "connection",
    });
  });

  for (const code of ["ENOTFOUND", "EAI_AGAIN"]) {
    it(`says that a name can't be resolved (${code})`, async () => {
      // The resolver of this machine may make something of any name.
      const lookup = sinon.stub(dns, "lookup");
      lookup.yields(Object.assign(new Error(), { code }));
      try {
        expect(await ask(new URL("http://registry.invalid"))).to.deep.equal({
          kind: "unreachable",
          reason: "name",
        });
        expect(lookup.firstCall.args[0]).to.equal("registry.invalid");
      } finally {
        lookup.restore();
      }
    });
  }

  it("says that what answers speaks no HTTP", async () => {
    const port = await listen(
      createServer((socket) =>
        socket.once("data", () => socket.end("220 mail.example.com\r\n")),
      ),
    );
    expect(await ask(new URL(`http://127.0.0.1:${port}`))).to.deep.equal({
      kind: "unreachable",
      reason: "answer",
    });
  });

  it("says that what answers speaks no TLS", async () => {
    const plain = await serve(status(200));
    expect(await ask(new URL(`https://127.0.0.1:${plain.port}`))).to.deep.equal(
      { kind: "unreachable", reason: "tls" },
    );
  });

  it("asks no more at once than it may", async () => {
    let now = 0;
    let most = 0;
    let fill: () => void = () => undefined;
    const full = new Promise<void>((resolve) => (fill = resolve));
    const other = await serve(status(200));
    // While another request goes to and fro, all that were sent arrive.
    const answerLater = async (): Promise<void> => {
      await full;
      await (await fetch(other.url)).text();
    };
    const registry = await serve((_incoming, outgoing) => {
      most = Math.max(most, ++now);
      if (now === 3) fill();
      void answerLater().then(() => {
        now--;
        outgoing.end();
      });
    });
    const client = await createRegistryClient({ requests: 3 });
    const question = {
      registry: registry.url,
      repository: "acme/web",
      reference: "1.0",
      login,
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => askForPull(client, question)),
    );
    await client.close();
    expect(answers.map(({ verdict }) => verdict.kind)).to.deep.equal(
      Array(20).fill("accepted"),
    );
    expect(most).to.equal(3);
  });
});

describe("registryAddress", () => {
  const cases = [
    { domain: "docker.io", address: "https://registry-1.docker.io/" },
    { domain: "ghcr.io", address: "https://ghcr.io/" },
    {
      domain: "registry.example.com:5000",
      address: "https://registry.example.com:5000/",
    },
    { domain: "localhost:5000", address: "http://localhost:5000/" },
    { domain: "127.1.2.3:5000", address: "http://127.1.2.3:5000/" },
    { domain: "127.10.20.30", address: "http://127.10.20.30/" },
    { domain: "my-localhost", address: "https://my-localhost/" },
    { domain: "[::1]:5000", address: "http://[::1]:5000/" },
    {
      domain: "localhost.example.com",
      address: "https://localhost.example.com/",
    },
  ];
  for (const { domain, address } of cases) {
    it(`is ${address} for ${domain}`, () => {
      expect(registryAddress(domain)?.href).to.equal(address);
    });
  }

  for (const domain of [
    "registry.example.com:99999",
    "10.0.0.300:5000",
    "registry.1",
    "[:]",
  ]) {
    it(`is none for ${domain}`, () => {
      expect(registryAddress(domain)).to.equal(null);
    });
  }
});
