import { expect } from "chai";
import {
  gardenVersion,
  reportSeam,
  verdictOf,
  type Declaration,
} from "../../src/attach/seam-report.js";
import type { Patch, SeamReport } from "../../src/patches/patch.js";

const patch: Patch = {
  id: "seam",
  pod: "a pod",
  declares: "build",
  file: "build.ts",
  parameters: ["provider"],
  uses: [],
  gardens: ">=0.13.20 <0.14.0",
  fixedFrom: "0.13.43",
  mandatory: true,
  gap: "none",
  wrap: (original) => original,
};
const there: Declaration = {
  name: "build",
  url: "file:///garden/rollup/build.mjs",
  value: function build(provider: unknown) {
    return provider;
  },
};
const notFound =
  "build was not found: no module of this Garden declares it (expected in build.ts)";

describe("reportSeam", () => {
  const cases: readonly {
    readonly title: string;
    readonly version: string | null;
    readonly declarations?: readonly Declaration[];
    readonly state: SeamReport["state"];
    readonly reason: string;
  }[] = [
    {
      title: "is there",
      version: "0.13.24",
      declarations: [there],
      state: "attached",
      reason: "declared in build.mjs",
    },
    {
      title: "is there, though Garden fixed it",
      version: "0.13.50",
      declarations: [there],
      state: "attached",
      reason: "declared in build.mjs",
    },
    {
      title: "is needed and gone",
      version: "0.13.42",
      state: "missing",
      reason: notFound,
    },
    {
      title: "is gone where Garden fixed it",
      version: "0.13.43",
      state: "fixed upstream",
      reason: `Garden fixed it in 0.13.43, and the patch adds nothing: ${notFound}`,
    },
    {
      title: "is declared twice where Garden fixed it",
      version: "0.13.43",
      declarations: [there, there],
      state: "fixed upstream",
      reason:
        "Garden fixed it in 0.13.43, and the patch adds nothing: build is declared 2 times (build.mjs, build.mjs), so it is not clear which one Garden uses",
    },
    {
      title: "is gone from a Garden that no longer has the pod",
      version: "0.14.20",
      state: "not in this version",
      reason: "Garden 0.14.20 does not have it (>=0.13.20 <0.14.0 has)",
    },
    {
      title: "is gone from an edge build of a Garden that needs it",
      version: "0.13.30-edge-1",
      state: "missing",
      reason: notFound,
    },
    {
      title: "is gone from a Garden that has no version",
      version: null,
      state: "missing",
      reason: notFound,
    },
  ];
  for (const { title, version, declarations, state, reason } of cases) {
    it(`${state}: ${title}`, () => {
      expect(reportSeam(patch, declarations ?? [], version)).to.deep.equal({
        id: "seam",
        declares: "build",
        mandatory: true,
        state,
        reason,
      });
    });
  }
});

describe("verdictOf", () => {
  const report = (state: SeamReport["state"], mandatory: boolean) =>
    ({ id: state, declares: "f", mandatory, state, reason: "why" }) as const;

  it("stops for a mandatory seam that is missing, and warns of what else is not there", () => {
    expect(
      verdictOf([
        report("attached", true),
        report("missing", true),
        report("missing", false),
        report("fixed upstream", true),
        report("not in this version", true),
        report("not in this version", false),
      ]),
    ).to.deep.equal({
      missing: ["missing: why"],
      warnings: ["missing: why", "fixed upstream: why"],
    });
  });
});

describe("gardenVersion", () => {
  const tells = (version: unknown): Declaration => ({
    name: "getPackageVersion",
    url: "file:///garden/rollup/util.mjs",
    value: () => version,
  });
  it("is what Garden says", () => {
    expect(gardenVersion([there, tells("0.13.24")])).to.equal("0.13.24");
  });
  for (const { title, declarations } of [
    { title: "nothing says it", declarations: [there] },
    { title: "two say it", declarations: [tells("1.0.0"), tells("2.0.0")] },
    { title: "it is no text", declarations: [tells(1)] },
  ]) {
    it(`is not known where ${title}`, () => {
      expect(gardenVersion(declarations)).to.equal(null);
    });
  }
});
