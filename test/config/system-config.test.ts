import { expect } from "chai";
import { systemConfigOf } from "../../src/config/system-config.js";

describe("systemConfigOf", () => {
  it("is what Garden has set", () => {
    expect(
      systemConfigOf({ gardenSystemNamespace: "ops", clusterType: "kind" }),
    ).to.deep.equal({ namespace: "ops", clusterType: "kind" });
  });

  it("falls back to Garden's default namespace, and to no type", () => {
    expect(systemConfigOf({})).to.deep.equal({
      namespace: "garden-system",
      clusterType: null,
    });
  });
});
