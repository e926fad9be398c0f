import { expect } from "chai";
import sinon from "sinon";
import { reasonOf } from "../../src/cluster/api-failure.js";
import { inTime } from "../../src/cluster/in-time.js";

describe("reasonOf", () => {
  for (const [apiMessage, expected] of [
    [
      'secrets "hub" is forbidden: User "jane" cannot get resource "secrets" in API group "" in the namespace "shop"',
      /^the right is missing \(secrets "hub" is forbidden: User "jane" cannot get/,
    ],
    [undefined, /^the right is missing \(403\)/],
    [
      'secrets "hub" is forbidden: exceeded quota: few, requested: secrets=1, used: secrets=5, limited: secrets=5',
      /^the API server answered 403: secrets "hub" is forbidden: exceeded quota: few/,
    ],
    [
      'secrets "hub" is forbidden: unable to create new content in namespace shop because it is being terminated',
      /^the API server answered 403: .* is being terminated$/,
    ],
    [
      'admission webhook "policy.example.com" denied the request: no copies',
      /^the API server answered 403: admission webhook/,
    ],
    [
      "secrets \"hub\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: it cannot be here",
      /^the API server answered 403: .*denied request: it cannot be here$/,
    ],
  ] as const) {
    it(`says of a 403 what it is: ${apiMessage ?? "without a message"}`, () => {
      expect(reasonOf({ responseStatusCode: 403, apiMessage })).to.match(
        expected,
      );
    });
  }

  it("passes on nothing that steers a terminal", () => {
    expect(
      reasonOf({
        responseStatusCode: 500,
        apiMessage: "\u001B[2Ja\r\nb\u202E",
      }),
    ).to.equal("the API server answered 500: [2Ja\uFFFDb");
  });

  it("passes on no credential that an admission webhook quotes", () => {
    expect(
      reasonOf({
        responseStatusCode: 400,
        apiMessage:
          'admission webhook "x" denied the request: {"auth":"aHVudGVyMg=="} is weak',
      }),
    ).to.equal(
      'the API server answered 400: admission webhook "x" denied the request: {"auth":"<redacted>"} is weak',
    );
  });

  it("leaves out what the client says itself", () => {
    const error = new Error('invalid body: {"password":"hunter2"}');
    expect(reasonOf(error)).to.equal("the API server could not be asked");
    expect(reasonOf(Object.assign(error, { code: "ECONNRESET" }))).to.equal(
      "the API server could not be asked (ECONNRESET)",
    );
    expect(
      reasonOf(Object.assign(error, { responseStatusCode: 422 })),
    ).to.equal("the API server answered 422");
  });
});

describe("inTime", () => {
  it("has at most 10 requests under way", async () => {
    const waiting: (() => void)[] = [];
    const answers = Array.from({ length: 25 }, async (_, index) =>
      inTime(async () => {
        await new Promise<void>((resolve) => waiting.push(resolve));
        return index;
      }),
    );
    const seen: number[] = [];
    while (waiting.length > 0) {
      const underWay = waiting.splice(0);
      seen.push(underWay.length);
      for (const answer of underWay) answer();
      await new Promise(setImmediate);
    }
    expect(seen).to.deep.equal([10, 10, 5]);
    expect(await Promise.all(answers)).to.deep.equal(
      Array.from({ length: 25 }, (_, index) => index),
    );
  });

  it("waits for an answer for 20 s", async () => {
    const clock = sinon.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      let reason: string | null = null;
      const late = inTime(() => new Promise(() => undefined)).catch(
        (error: unknown) => (reason = reasonOf(error)),
      );
      await clock.tickAsync(19_999);
      expect(reason).to.equal(null);
      await clock.tickAsync(1);
      await late;
      expect(reason).to.equal("no answer from the API server within 20 s");
    } finally {
      clock.restore();
    }
  });
});
