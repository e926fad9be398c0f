import { expect } from "chai";
import { reasonOf } from "../../src/patches/api-failure.js";

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
    ).to.equal("the API server answered 500: \uFFFD[2Ja\uFFFD\uFFFDb\uFFFD");
  });
});
