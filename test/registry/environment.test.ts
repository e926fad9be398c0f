import { execFile } from "node:child_process";
import { createServer as createHttpServer } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import {
  listen,
  serve,
  serveTls,
  stopServers,
  tlsFile,
  type Answerer,
} from "./serve.js";

const trusting = { NODE_EXTRA_CA_CERTS: tlsFile("ca.crt") };
const accepted = { kind: "accepted", exists: true, asked: false };

const ok: Answerer = (_incoming, outgoing) => outgoing.end();

function challenging(realm: string): Answerer {
  return (incoming, outgoing) => {
    const asks = incoming.headers.authorization === undefined;
    outgoing
      .writeHead(asks ? 401 : 200, {
        "www-authenticate": `Bearer realm="${realm}"`,
      })
      .end();
  };
}

const token: Answerer = (_incoming, outgoing) =>
  outgoing.end('{"token":"t0ken"}');

/** A name that only a proxy finds: no proxy is asked for this machine. */
function elsewhere({ port }: URL): URL {
  return new URL(`https://registry.example.test:${port}`);
}

/** The verdict of a process with this environment. */
async function ask(
  registry: URL,
  env: Readonly<Record<string, string>>,
): Promise<unknown> {
  const main = path.join(import.meta.dirname, "handshake-main.ts");
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", main, registry.href],
    { env: { PATH: process.env["PATH"], ...env } },
  );
  expect(stderr).to.equal("");
  return JSON.parse(stdout);
}

/** A proxy; it writes down which hosts it was asked to connect to. */
async function proxy(lets: boolean) {
  const asked: string[] = [];
  const server = createHttpServer();
  server.on("connect", ({ url = "" }, socket) => {
    asked.push(url);
    socket.on("error", () => undefined);
    if (!lets) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const upstream = connect(
      Number(new URL(`http://${url}`).port),
      "127.0.0.1",
    );
    upstream.on("error", () => undefined);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    socket.pipe(upstream).pipe(socket);
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

describe("a registry client in its environment", () => {
  afterEach(stopServers);

  it("does not trust a certificate of a CA that nobody knows", async () => {
    const registry = await serveTls(ok);
    expect(await ask(registry.url, {})).to.deep.equal({
      kind: "unreachable",
      reason: "tls",
    });
    expect(registry.requests).to.deep.equal([]);
  });

  it("trusts the CAs of NODE_EXTRA_CA_CERTS", async () => {
    const registry = await serveTls(ok);
    expect(await ask(registry.url, trusting)).to.deep.equal(accepted);
  });

  it("sends a login to a realm on another host by https", async () => {
    const tokens = await serveTls(token);
    const registry = await serveTls(challenging(tokens.url.href));
    const verdict = await ask(registry.url, trusting);
    expect(verdict).to.deep.equal({ ...accepted, asked: true });
    expect(tokens.requests[0]).to.match(/^GET \/\?scope=\S+ Basic \S+$/);
  });

  it("sends nothing to a realm by http where the registry is asked by https", async () => {
    const tokens = await serve(token);
    const registry = await serveTls(challenging(tokens.url.href));
    expect(await ask(registry.url, trusting)).to.deep.equal({
      kind: "unreachable",
      reason: "insecure",
    });
    expect(tokens.requests).to.deep.equal([]);
  });

  for (const name of ["HTTPS_PROXY", "https_proxy"]) {
    it(`goes through the proxy of ${name}`, async () => {
      const registry = elsewhere((await serveTls(ok)).url);
      const { url, asked } = await proxy(true);
      const verdict = await ask(registry, { ...trusting, [name]: url });
      expect(verdict).to.deep.equal(accepted);
      expect(asked).to.deep.equal([registry.host]);
    });
  }

  for (const user of ["", "me:hunter2@"]) {
    it(`takes a proxy ${user && "with a login "}that is named without a scheme, as curl and Go do`, async () => {
      const registry = elsewhere((await serveTls(ok)).url);
      const { url, asked } = await proxy(true);
      const HTTPS_PROXY = url.replace("http://", user);
      const verdict = await ask(registry, { ...trusting, HTTPS_PROXY });
      expect(verdict).to.deep.equal(accepted);
      expect(asked).to.deep.equal([registry.host]);
    });
  }

  it("goes through the proxy of HTTP_PROXY where HTTPS_PROXY is not set", async () => {
    const registry = elsewhere((await serveTls(ok)).url);
    const { url, asked } = await proxy(true);
    const env = { ...trusting, HTTP_PROXY: url.replace("http://", "") };
    expect(await ask(registry, env)).to.deep.equal(accepted);
    expect(asked).to.deep.equal([registry.host]);
  });

  it("takes small letters first, and no proxy where they are empty", async () => {
    const registry = elsewhere((await serveTls(ok)).url);
    const { url, asked } = await proxy(true);
    const env = { ...trusting, https_proxy: "", HTTPS_PROXY: url };
    expect(await ask(registry, env)).to.deep.equal({
      kind: "unreachable",
      reason: "name",
    });
    expect(asked).to.deep.equal([]);
  });

  for (const value of [
    "http://me:hunter2@proxy.example.test:99999",
    "http://me:hunter%2@proxy.example.test:3128",
    "socks4://me:hunter2@proxy.example.test:1080",
    "me:hunter2@proxy example",
  ])
    it(`says so of a proxy that is none, and not what the variable holds: ${value}`, async () => {
      const { url, requests } = await serve(ok);
      const verdict = await ask(elsewhere(url), { HTTPS_PROXY: value });
      expect(verdict).to.deep.equal({
        kind: "unreachable",
        reason: "proxy-address",
      });
      expect(requests).to.deep.equal([]);
      // This machine is asked without one.
      expect(await ask(url, { HTTPS_PROXY: value })).to.deep.equal(accepted);
    });

  it("goes around the proxy for the hosts of NO_PROXY", async () => {
    const registry = elsewhere((await serveTls(ok)).url);
    const { url, asked } = await proxy(true);
    const env = { ...trusting, HTTPS_PROXY: url, NO_PROXY: registry.hostname };
    expect(await ask(registry, env)).to.deep.equal({
      kind: "unreachable",
      reason: "name",
    });
    expect(asked).to.deep.equal([]);
  });

  it("asks this machine without a proxy, and so sends it no login", async () => {
    const basic: Answerer = ({ headers }, outgoing) =>
      outgoing
        .writeHead(headers.authorization === undefined ? 401 : 200, {
          "www-authenticate": 'Basic realm="x"',
        })
        .end();
    const registry = await serve(basic);
    const { url, asked } = await proxy(true);
    for (const host of ["localhost", "127.0.0.1"])
      expect(
        await ask(new URL(`http://${host}:${registry.port}`), {
          HTTP_PROXY: url,
          HTTPS_PROXY: url,
        }),
        host,
      ).to.deep.equal({ ...accepted, asked: true });
    expect(asked).to.deep.equal([]);
  });

  it("sends a login of a registry on this machine to no realm elsewhere by http", async () => {
    const registry = await serve(
      challenging("http://tokens.example.test/token"),
    );
    const { url, asked } = await proxy(true);
    expect(await ask(registry.url, { HTTP_PROXY: url })).to.deep.equal({
      kind: "unreachable",
      reason: "insecure",
    });
    expect(asked).to.deep.equal([]);
  });

  it("says that a proxy does not let it through", async () => {
    const registry = await serveTls(ok);
    const { url } = await proxy(false);
    const verdict = await ask(elsewhere(registry.url), {
      ...trusting,
      HTTPS_PROXY: url,
    });
    expect(verdict).to.deep.equal({ kind: "unreachable", reason: "proxy" });
    expect(registry.requests).to.deep.equal([]);
  });
});
