import { expect } from "chai";
import { readFacts } from "../../src/diagnose/facts.js";
import { readStatus } from "../../src/diagnose/http-status.js";
import { readCodes } from "../../src/diagnose/registry-codes.js";
import { registryUrls } from "../../src/diagnose/registry-url.js";
import { readTransport } from "../../src/diagnose/transport.js";

describe("the status of a message", () => {
  for (const { text, status } of [
    { text: "unexpected status: 401 unauthorized", status: 401 },
    { text: "unexpected status: 418", status: 418 },
    { text: "status code 403", status: 403 },
    { text: "statuscode: 400, requestid: 1", status: 400 },
    { text: "invalid status code: 403 (forbidden)", status: 403 },
    { text: "http 503", status: 503 },
    { text: "got 401: unauthorized", status: 401 },
    { text: "got 401 (unauthorized)", status: 401 },
    { text: "(remote response: 429: too many requests)", status: 429 },
    { text: "failed with status code [manifests 1]: 500", status: 500 },
    { text: 'head "https://a/v2/b": 530 <none>', status: 530 },
    { text: "content at https://a/b?sig=c: 404", status: 404 },
    { text: "from get request: 503 egress", status: 503 },
    { text: "get request ...: 429 too many requests", status: 429 },
    { text: "failed open: 502", status: 502 },
    { text: "url https://a/v2/b, code: 503", status: 503 },
    { text: "url http://a/v2/b, code: 503", status: 503 },
    { text: "url https://a/v2/b, code: then 503", status: null },
    // the last one tells most
    { text: "status: 401, then status: 403", status: 403 },
    { text: "status: 401, then : forbidden", status: 403 },
    { text: ": forbidden, then status: 401", status: 401 },
    // reasons alone
    { text: 'head "https://a/v2/": bad gateway', status: 502 },
    { text: "received unexpected http status: gateway time-out", status: 504 },
    { text: 'get "https://a": proxy authentication required', status: 407 },
    ...Object.entries({
      forbidden: 403,
      "payment required": 402,
      "precondition failed": 412,
      "too many requests": 429,
      "internal server error": 500,
      "service unavailable": 503,
      "gateway timeout": 504,
    }).map(([reason, status]) => ({ text: `: ${reason}`, status })),
    { text: "seen at https://a.io/b then: 404", status: null },
    { text: "at https://a.io/b?c 404", status: null },
    // "unauthorized" and "not found" are words of registries as well
    { text: ": unauthorized", status: null },
    { text: ": not found", status: null },
    // the docker daemon's own
    { text: "(http code 500) server error", status: null },
    { text: "api error (500): invalid registry endpoint", status: null },
    // other numbers
    { text: "dial tcp 10.0.0.1:443: refused", status: null },
    { text: "after 500 tries", status: null },
    { text: "status: 200", status: null },
    { text: "status: 5000", status: null },
    { text: "status: 404x", status: null },
    { text: "a/404: status", status: null },
    { text: "line: 404", status: null },
    { text: "500", status: null },
    { text: "after 520 tries", status: null },
    { text: "520 undefined", status: null },
    { text: "forbidden", status: null },
  ]) {
    it(`is ${String(status)} in ${text}`, () => {
      expect(readStatus(`${text}\n`)).to.equal(status);
    });
  }
});

describe("the codes of a message", () => {
  for (const { text, codes } of [
    { text: "denied: no", codes: ["denied"] },
    { text: "a: denied", codes: ["denied"] },
    { text: 'a "https://b": denied', codes: ["denied"] },
    { text: "denied: denied", codes: ["denied"] },
    { text: "error from registry: denied denied", codes: ["denied"] },
    { text: "denied, unauthorized.", codes: ["denied"] },
    { text: "[unauthorized: no; denied]", codes: ["unauthorized"] },
    { text: '"code":"denied"', codes: ["denied"] },
    { text: "* unauthorized: no", codes: ["unauthorized"] },
    ...[
      "'denied'",
      "a 'denied' b",
      "(a: denied)",
      "a: denied; b",
      "a: denied. b",
    ].map((text) => ({ text, codes: ["denied"] })),
    { text: "a\ndenied\nb", codes: ["denied"] },
    { text: "[denied] no", codes: ["denied"] },
    { text: "denied no, unauthorized no", codes: [] },
    { text: "a: denied no", codes: [] },
    { text: "denied de unauthorized: no", codes: [] },
    { text: "xdenied: no", codes: [] },
    { text: "401 unauthorized", codes: [] },
    { text: "access denied", codes: [] },
    { text: "denied access", codes: [] },
    { text: "permission denied: no", codes: [] },
    { text: "permission denied denied", codes: [] },
    { text: "access denied, but denied: no", codes: [] },
    { text: "access denied; a: denied: no", codes: ["denied"] },
    { text: "manifest unknown", codes: ["manifest unknown"] },
    { text: "a manifest_unknown b", codes: ["manifest unknown"] },
    { text: "blob unknown to registry", codes: ["blob unknown"] },
    { text: "name_unknown", codes: ["name unknown"] },
    {
      text: "toomanyrequests: a, toomanyrequests: b",
      codes: ["toomanyrequests"],
    },
  ]) {
    it(`are ${codes.join() || "none"} in ${text}`, () => {
      expect([...readCodes(`${text}\n`)]).to.deep.equal(codes);
    });
  }
});

describe("the addresses of a message", () => {
  const api = { tellsRegistry: true };
  for (const { text, urls } of [
    {
      text: 'Head "https://a.io/v2/b/c/manifests/1.2?ns=docker.io": EOF',
      urls: [
        {
          host: "a.io",
          part: "manifest",
          repository: "b/c",
          version: "1.2",
          mirrorOf: "docker.io",
          ...api,
        },
      ],
    },
    {
      text: "https://a.io/v2/b/manifests/sha256:ab: 403",
      urls: [
        {
          host: "a.io",
          part: "manifest",
          repository: "b",
          version: "sha256:ab",
          ...api,
        },
      ],
    },
    {
      text: "https://a.io/v2/b/manifests/ ",
      urls: [{ host: "a.io", part: "manifest", repository: "b", ...api }],
    },
    {
      text: "https://a.io:5000/v2/b/blobs/sha256:ab",
      urls: [{ host: "a.io:5000", part: "blob", repository: "b", ...api }],
    },
    {
      text: "https://a.io/v2/b/tags/list?x=1&ns=c.io",
      urls: [
        {
          host: "a.io",
          part: "tags",
          repository: "b",
          mirrorOf: "c.io",
          ...api,
        },
      ],
    },
    {
      text: "https://a.io/v2/b/manifests/manifests/1",
      urls: [
        {
          host: "a.io",
          part: "manifest",
          repository: "b/manifests",
          version: "1",
          ...api,
        },
      ],
    },
    {
      text: "http://a.io/v2/manifests/1 http://a.io/v2//manifests/1",
      urls: [
        { host: "a.io", part: "api", ...api },
        { host: "a.io", part: "api", ...api },
      ],
    },
    {
      text: "https://a.io/v0/ https://a.io/v1/_ping",
      urls: [
        { host: "a.io", part: "api", ...api },
        { host: "a.io", part: "api", ...api },
      ],
    },
    {
      text: "https://a.io/token?scope=b https://a.io/oauth2/token https://a.io/v2/auth",
      urls: Array.from({ length: 3 }, () => ({
        host: "a.io",
        part: "token",
        ...api,
      })),
    },
    {
      text: "https://a.io/jwt/auth?service=b https://a.io/x?scope=repository%3Ab https://a.io/service/token",
      urls: Array.from({ length: 3 }, () => ({
        host: "a.io",
        part: "token",
        tellsRegistry: false,
      })),
    },
    {
      text: 'Get "https://cdn.io/registry-v2/docker/registry/v2/blobs/ab": EOF',
      urls: [{ host: "cdn.io", part: "storage", tellsRegistry: true }],
    },
    ...[
      "GET https://cdn.io/a",
      "Get: https://cdn.io/a",
      "unexpected status code https://cdn.io/a",
      "from GET request to https://cdn.io/a",
      "content at https://cdn.io/a not found",
      "500, URL: https://cdn.io/a",
    ].map((text) => ({
      text,
      urls: [{ host: "cdn.io", part: "storage", tellsRegistry: false }],
    })),
    {
      text: "see https://www.docker.com/increase-rate-limit, forget https://cdn.io/a",
      urls: [],
    },
    { text: 'Get "https://a.io": EOF, Get "https:///v2/"', urls: [] },
    {
      text: "https://a.io/v2/b/manifests/~1",
      urls: [{ host: "a.io", part: "manifest", repository: "b", ...api }],
    },
    {
      text: "GET https://a.io/b/v1/c, GET https://a.io/~/token",
      urls: Array.from({ length: 2 }, () => ({
        host: "a.io",
        part: "storage",
        tellsRegistry: false,
      })),
    },
    {
      text: "https://a/v2/",
      urls: [{ host: "a", part: "api", ...api }],
    },
    {
      text: "at https://a.io/-/v2/packages/b, no https://a.io/b/-/v2/packages/",
      urls: [{ host: "a.io", part: "api", tellsRegistry: false }],
    },
    { text: "get it at https://cdn.io/a", urls: [] },
    { text: "forget https://cdn.io/a, budget https://cdn.io/b", urls: [] },
    {
      text: "GET https://a.io/authors/1",
      urls: [{ host: "a.io", part: "storage", tellsRegistry: false }],
    },
  ]) {
    it(`are read in ${text}`, () => {
      expect(registryUrls(text)).to.deep.equal(urls);
    });
  }
});

describe("how a connection failed", () => {
  for (const { text, kind, host = null } of [
    {
      text: "dial tcp: lookup a.io on 192.0.2.53:53: no such host",
      kind: "dns",
      host: "a.io",
    },
    { text: "lookup a.io: try again", kind: null },
    { text: "dial tcp: lookup a.io: try again", kind: "dns", host: "a.io" },
    {
      text: "dial tcp 192.0.2.1:443: i/o timeout",
      kind: "connection",
      host: "192.0.2.1",
    },
    {
      text: "dial tcp [2001:db8::1]:443: i/o timeout",
      kind: "connection",
      host: "[2001:db8::1]",
    },
    {
      text: "connecting to proxy.io:80: actively refused it",
      kind: "connection",
      host: "proxy.io",
    },
    { text: "connecting to a friend: i/o timeout", kind: "connection" },
    { text: "x509: no, dial tcp: i/o timeout", kind: "tls" },
    { text: "reading manifest v1-x509: no", kind: null },
    { text: "reading manifest ax509: no (x509: no)", kind: "tls" },
    { text: 'get "https://a": eof', kind: "connection" },
    { text: 'get "https://a": eof 0.7s', kind: "connection" },
    { text: 'get "http://a/v2/": forwarding failure', kind: "request" },
    { text: 'head "https://a/v2/": forwarding failure', kind: "request" },
    { text: 'get "https://a/v2/": context canceled', kind: null },
    { text: 'get "https://a/v2/": unknown: a b', kind: null },
    { text: "eof", kind: null },
    { text: "all is well", kind: null },
  ]) {
    it(`is ${String(kind)} in ${text}`, () => {
      expect(readTransport(`${text}\n`)).to.deep.equal(
        kind === null ? null : { kind, host },
      );
    });
  }
});

describe("the facts of a message", () => {
  for (const { text, token } of [
    { text: "failed to fetch oauth token: no", token: "login" },
    { text: "Failed to fetch anonymous token: no", token: "anonymous" },
    { text: "Requesting bearer token: no", token: "asked" },
    { text: 'Get "https://a.io/token": EOF', token: "asked" },
    { text: 'Get "https://a.io/v2/": EOF', token: null },
  ]) {
    it(`tell that the token server was asked with ${String(token)}: ${text}`, () => {
      expect(readFacts(text).token).to.equal(token);
    });
  }

  it("are of the address that was asked last", () => {
    const text = 'Head "https://a.io/v2/": Get "https://b.io/token": EOF';
    expect(readFacts(text).url?.host).to.equal("b.io");
    expect(readFacts("EOF").url).to.equal(null);
  });

  it("are of the call between kubelet and runtime", () => {
    const { call } = readFacts("rpc error: code = NotFound desc = a");
    expect(call).to.equal("notfound");
    expect(readFacts("barcode = 7a").call).to.equal(null);
  });

  it("are read without what closes a message", () => {
    expect([...readFacts("a: denied.\"')]}").codes]).to.deep.equal(["denied"]);
    expect(readFacts('Get "a": EOF\' ,').transport?.kind).to.equal(
      "connection",
    );
  });
});
