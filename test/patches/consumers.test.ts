import { expect } from "chai";
import { patches } from "../../src/patches/index.js";
import { removeFolders } from "../garden/project.js";
import { workloadsVariable } from "../../src/patches/workloads-option.js";
import {
  consumed,
  consumedWith,
  pullSecrets,
  type Consumed,
} from "./consumed.js";

const provider = ["dockerhub", "shop-registry"];

/** What Garden's own callers of the patched functions are about to create. The row secrets is left out, so that the
 *  callers pass what unpatched ones do. */
describe("Garden's consumers of the patched functions", function () {
  this.timeout(120_000);
  let whole: Consumed;
  before(async () => {
    whole = await consumed("secrets");
  });
  after(removeFolders);

  it("make buildkit and sync-util with the same references", () => {
    expect(pullSecrets(whole["buildkit"])).to.deep.equal([provider]);
    expect(pullSecrets(whole["sync-util"])).to.deep.equal([provider]);
  });

  it("put the references into a container Deploy in sync mode", () => {
    expect(pullSecrets(whole["sync-mode of a container Deploy"])).to.deep.equal(
      [provider],
    );
  });

  it("put the references behind the own ones of a kubernetes Deploy in sync mode", () => {
    expect(
      pullSecrets(whole["sync-mode of a kubernetes Deploy"]),
    ).to.deep.equal([["web-team", ...provider]]);
  });

  const others: readonly {
    consumer: string;
    expected: readonly string[];
    unpatched: readonly string[];
  }[] = [
    {
      consumer: "kaniko",
      expected: provider,
      unpatched: ["dockerhub", ...provider],
    },
    {
      consumer: "container Deploy",
      expected: provider,
      unpatched: ["dockerhub", ...provider],
    },
    {
      consumer: "Run with a list of its own",
      expected: ["own", "shop-registry", "dockerhub"],
      unpatched: ["dockerhub", ...provider],
    },
    {
      consumer: "local mode of a kubernetes Deploy",
      expected: ["from-admin", ...provider],
      unpatched: [],
    },
    {
      consumer: "pull-image",
      expected: ["from-admin", ...provider],
      unpatched: [],
    },
    {
      consumer: "default backend",
      expected: ["from-admin", ...provider],
      unpatched: [],
    },
    {
      consumer: "ingress-nginx on kind",
      expected: provider,
      unpatched: [],
    },
  ];
  for (const { consumer, expected } of others) {
    it(`put the references into what is made by: ${consumer}`, () => {
      const lists = pullSecrets(whole[consumer]);
      expect(lists).not.to.deep.equal([]);
      for (const list of lists) expect(list).to.deep.equal(expected);
    });
  }

  it("put the references into the values of ingress-nginx", () => {
    expect(JSON.stringify(whole["ingress-nginx by helm"])).to.contain(
      JSON.stringify(
        'imagePullSecrets=[{"name":"dockerhub"},{"name":"shop-registry"}]',
      ).slice(1, -1),
    );
  });

  it("show what Garden does without the rows of these", async () => {
    const without = await consumed(
      "secrets",
      "kaniko",
      "container-deploy",
      "run-pod",
      "pod-runner",
      "local-mode",
      "default-backend",
      "ingress-nginx",
      "ingress-kind",
    );
    for (const { consumer, unpatched } of others) {
      const lists = pullSecrets(without[consumer]);
      expect(lists).not.to.deep.equal([]);
      for (const list of lists) expect(list, consumer).to.deep.equal(unpatched);
    }
    expect(JSON.stringify(without["ingress-nginx by helm"])).not.to.contain(
      "imagePullSecrets",
    );
  });

  it("put the references into a kubernetes Deploy with the option only, and with its row", async () => {
    const lists = (from: Consumed) => pullSecrets(from["kubernetes Deploy"]);
    const on = { [workloadsVariable]: "true" };
    expect(lists(whole)).to.deep.equal([[]]);
    expect(lists(await consumedWith(on))).to.deep.equal([
      ["from-admin", ...provider],
    ]);
    expect(lists(await consumedWith(on, "user-manifests"))).to.deep.equal([[]]);
  });

  const alone: Readonly<
    Record<string, { consumer: string; expected: string[] }>
  > = {
    buildkit: { consumer: "buildkit", expected: ["dockerhub", ...provider] },
    "sync-util": {
      consumer: "sync-util",
      expected: ["dockerhub", ...provider],
    },
    "sync-mode": {
      consumer: "sync-mode of a kubernetes Deploy",
      expected: ["web-team"],
    },
  };

  // Without the rows that make no manifest, the suites on the cluster show what Garden does.
  const manifestRows = patches.filter(({ id }) => id in alone);
  for (const { id } of manifestRows) {
    it(`show what Garden does without the row ${id}`, async () => {
      const without = await consumed("secrets", id);
      const { consumer, expected } = alone[id] ?? {
        consumer: "",
        expected: [],
      };
      expect(pullSecrets(without[consumer])).to.deep.equal([expected]);
    });
  }
});
