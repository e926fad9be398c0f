import { expect } from "chai";
import type { KubernetesProvider } from "../../src/garden/garden.js";
import { patches } from "../../src/patches/index.js";
import { pullSecretsOf } from "../../src/patches/provider-pull-secrets.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { providerWith, recordingCluster } from "./recording-cluster.js";
import { rowCases } from "./row-case.js";

/** A provider that counts how often the name of its one Secret is read. */
function countingProvider(): {
  readonly provider: KubernetesProvider;
  readonly reads: () => number;
} {
  let reads = 0;
  const entry = {
    get name() {
      reads++;
      return "hub";
    },
    namespace: "credentials",
  };
  const provider = providerWith([], { imagePullSecrets: [entry] });
  return { provider, reads: () => reads };
}

describe("a provider's config", () => {
  before(() => {
    process.env[workloadsVariable] = "true";
  });
  after(() => {
    Reflect.deleteProperty(process.env, workloadsVariable);
  });

  it("is parsed once, however many rows of the table ask for its pull secrets", async () => {
    const { provider, reads } = countingProvider();
    const { context } = recordingCluster();
    expect(pullSecretsOf(provider).references).to.deep.equal([{ name: "hub" }]);
    const once = reads();
    expect(once).to.be.at.least(1);
    const cases = await rowCases(patches.map(({ id }) => id));
    for (const row of patches) {
      const call = cases.get(row.id)?.call?.({ provider });
      if (!call) continue;
      const { args, result, later } = call;
      const wrapped = row.wrap(
        () => (later ? Promise.resolve(result) : result),
        context,
      ) as (...given: unknown[]) => unknown;
      await wrapped(...args);
    }
    expect(reads()).to.equal(once);
  });

  it("is parsed again where Garden has made a copy of it", () => {
    const { provider, reads } = countingProvider();
    pullSecretsOf(provider);
    const once = reads();
    const list = provider.config.imagePullSecrets as readonly object[];
    const copy = { ...provider.config, imagePullSecrets: [...list] };
    pullSecretsOf({ ...provider, config: copy });
    expect(reads()).to.equal(2 * once);
    pullSecretsOf(provider);
    expect(reads()).to.equal(2 * once);
  });

  it("is parsed again where another list is put into it, or a first one", () => {
    const config: { imagePullSecrets?: unknown } = {};
    const provider = { name: "kubernetes", config };
    expect(pullSecretsOf(provider).references).to.deep.equal([]);
    for (const name of ["hub", "shop"]) {
      config.imagePullSecrets = [{ name }];
      expect(pullSecretsOf(provider).references).to.deep.equal([{ name }]);
    }
  });

  it("says each time what is wrong with it", () => {
    const provider = providerWith(["NO"]);
    for (const time of ["first", "second"])
      expect(() => pullSecretsOf(provider), time).to.throw(
        "imagePullSecrets[0].name",
      );
  });
});
