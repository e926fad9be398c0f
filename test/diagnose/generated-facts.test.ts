import { expect } from "chai";
import fc from "fast-check";
import { readFacts } from "../../src/diagnose/facts.js";
import type { Phrases } from "../../src/diagnose/phrases.js";
import { readStatus } from "../../src/diagnose/http-status.js";
import { readCodes, registryCodes } from "../../src/diagnose/registry-codes.js";
import { registryUrls } from "../../src/diagnose/registry-url.js";
import { readSayings, sayings } from "../../src/diagnose/sayings.js";
import { readTransport } from "../../src/diagnose/transport.js";
import { image, nameOf } from "./generators.js";

const host = image.map(({ registry }) => registry);

/** What clients write of a status, with its reason. */
const statusLines: readonly ((status: number, reason: string) => string)[] = [
  (status, reason) => `unexpected status: ${status} ${reason}`,
  (status, reason) =>
    `unexpected status from head request to https://r.example.com/v2/a/manifests/1: ${status} ${reason}`,
  (status) =>
    `unexpected status from get request to https://r.example.com/v2/a/blobs/sha256:ab?sig=x: ${status} <none>`,
  (status, reason) =>
    `pulling from host r.example.com failed with status code [manifests 1]: ${status} ${reason}`,
  (status, reason) => `invalid status code from registry ${status} (${reason})`,
  (status) => `error parsing http ${status} response body: invalid character`,
  (status) =>
    `get "https://r.example.com/v2/a/tags/list": response status code ${status}: denied: denied`,
  (status) => `invalid status code returned when fetching blob ${status}`,
  (status) => `http: non-successful response (status=${status} body="")`,
  (status, reason) => `<title>${status} ${reason}</title>`,
  (status) => `unsupported status code ${status}; body: no`,
];

const statuses = fc.constantFrom<readonly [number, string]>(
  [400, "bad request"],
  [401, "unauthorized"],
  [402, "payment required"],
  [403, "forbidden"],
  [404, "not found"],
  [407, "proxy authentication required"],
  [412, "precondition failed"],
  [429, "too many requests"],
  [500, "internal server error"],
  [502, "bad gateway"],
  [503, "service unavailable"],
  [504, "gateway timeout"],
);

/** Numbers that are none: of ports, sizes, times, digests and versions. */
const otherNumbers = fc.constantFrom(
  "dial tcp 10.0.0.1:443: refused",
  "read tcp 192.0.2.1:40400->192.0.2.2:443",
  "after 429ms",
  "sha256:404403",
  "pull v4.5.404",
  "retried 500 times",
  "i0429 403",
);

describe("facts that were written", () => {
  it("are read back: a status, whoever wrote it, among other numbers", () => {
    fc.assert(
      fc.property(
        statuses,
        fc.constantFrom(...statusLines),
        otherNumbers,
        ([status, reason], line, other) => {
          const text = `${other}: ${line(status, reason)}`;
          expect(readStatus(`${text}\n`), text).to.equal(status);
        },
      ),
    );
  });

  it("are read back: no status where only other numbers stand", () => {
    fc.assert(
      fc.property(fc.array(otherNumbers), (numbers) => {
        expect(readStatus(`${numbers.join(": ")}\n`)).to.equal(null);
      }),
    );
  });

  it("are read back: the registry's codes, in JSON and in chains", () => {
    const ways: readonly ((codes: readonly string[]) => string)[] = [
      (codes) =>
        JSON.stringify({
          errors: codes.map((code) => ({
            code: code.toUpperCase().replace(" ", "_"),
            message: "no",
          })),
        }).toLowerCase(),
      (codes) => `errors:\n${codes.map((code) => `${code}: no\n`).join("")}`,
      (codes) => codes.map((code) => `server message: ${code}`).join(": "),
    ];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...registryCodes)),
        fc.constantFrom(...ways),
        (codes, way) => {
          expect([...readCodes(`${way(codes)}\n`)].sort()).to.deep.equal(
            [...codes].sort(),
          );
        },
      ),
    );
  });

  it("are read back: addresses, with what they are of", () => {
    fc.assert(
      fc.property(
        image,
        fc.constantFrom('Head "', "request to ", "open: "),
        fc.boolean(),
        ({ registry, repository, tag }, before, isMirrored) => {
          const query = isMirrored ? "?ns=docker.io" : "";
          const mirror = isMirrored ? { mirrorOf: "docker.io" } : {};
          const base = { host: registry, tellsRegistry: true, ...mirror };
          const read = (path: string) =>
            registryUrls(`${before}https://${registry}${path}${query}": EOF`);
          const name = `/v2/${repository}`;
          expect(read(`${name}/manifests/${tag}`)).to.deep.equal([
            { ...base, part: "manifest", repository, version: tag },
          ]);
          expect(read(`${name}/blobs/sha256:ab`)).to.deep.equal([
            { ...base, part: "blob", repository },
          ]);
          expect(read(`${name}/tags/list`)).to.deep.equal([
            { ...base, part: "tags", repository },
          ]);
          expect(read("/v2/")).to.deep.equal([{ ...base, part: "api" }]);
          for (const path of ["/token", "/oauth2/token", "/v2/auth"])
            expect(read(path)).to.deep.equal([{ ...base, part: "token" }]);
        },
      ),
    );
  });

  it("are read back: how a connection failed, and with which host", () => {
    const ways = fc.constantFrom<readonly [string, (of: string) => string]>(
      ["dns", (of) => `dial tcp: lookup ${of} on 192.0.2.53:53: no such host`],
      ["dns", (of) => `dial tcp: lookup ${of}: i/o timeout`],
      ["connection", (of) => `dial tcp ${of}:443: connect: connection refused`],
      ["connection", (of) => `dial tcp ${of}:443: i/o timeout`],
      [
        "proxy",
        (of) => `proxyconnect tcp: dial tcp ${of}:3128: connection refused`,
      ],
      ["tls", (of) => `dial tcp ${of}:443: x509: certificate has expired`],
      [
        "plain-http",
        (of) =>
          `dial tcp ${of}:443: http: server gave http response to https client`,
      ],
    );
    fc.assert(
      fc.property(host, ways, (of, [kind, write]) => {
        const name = of.split(":")[0] ?? "";
        expect(readTransport(`${write(name)}\n`)).to.deep.equal({
          kind,
          host: name,
        });
      }),
    );
  });

  it("are read back: each known sentence", () => {
    const known = Object.entries<Phrases>(sayings).flatMap(
      ([saying, { says, with: and = [""] }]) =>
        says.flatMap((phrase) =>
          and.map((other) => ({ saying, text: `${phrase} ${other}` })),
        ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...known), ({ saying, text }) => {
        expect([...readSayings(`a ${text} b\n`)]).to.include(saying);
      }),
    );
  });

  it("are read back together: a whole chain", () => {
    fc.assert(
      fc.property(
        image,
        statuses,
        fc.constantFrom(
          ["failed to fetch oauth token", "login"] as const,
          ["failed to fetch anonymous token", "anonymous"] as const,
        ),
        fc.constantFrom("NotFound", "Unknown"),
        (of, [status, reason], [words, token], call) => {
          const facts = readFacts(
            `rpc error: code = ${call} desc = failed to pull and unpack image "${nameOf(of)}": failed to authorize: ${words}: ` +
              `unexpected status from GET request to https://${of.registry}/token?scope=a: ${status} ${reason}`,
          );
          expect(facts).to.deep.include({
            token,
            status,
            call: call.toLowerCase(),
            transport: null,
            url: { host: of.registry, part: "token", tellsRegistry: true },
          });
        },
      ),
    );
  });
});
