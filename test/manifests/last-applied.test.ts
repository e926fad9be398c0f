import { expect } from "chai";
import { lastAppliedOf } from "../../src/manifests/last-applied.js";

const annotated = (text: string) => ({
  metadata: {
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": text },
  },
});

describe("what kubectl applied last", () => {
  it("is read from the annotation", () => {
    expect(lastAppliedOf(annotated('{"kind":"Pod"}'))).to.deep.equal({
      kind: "Pod",
    });
  });

  for (const [title, object] of [
    ["metadata", {}],
    ["annotations", { metadata: {} }],
    ["that annotation", { metadata: { annotations: { other: "{}" } } }],
    ["JSON in it", annotated("{")],
  ] as const)
    it(`is null without ${title}`, () => {
      expect(lastAppliedOf(object)).to.equal(null);
    });
});
