import { expect } from "chai";
import { removeFolders } from "../garden/project.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { consumed, pullSecrets, type Consumed } from "./consumed.js";

const provider = ["dockerhub", "shop-registry"];

/** What Garden's own callers of the patched functions are about to create. The row secrets is left out, so that the
 *  callers pass what unpatched ones do. */
describe("Garden's consumers of the patched functions", () => {
  const on = { [workloadsVariable]: "true" };
  const variants = {
    whole: { without: ["secrets"] },
    "without what makes pods": {
      without: [
        "secrets",
        "kaniko",
        "container-deploy",
        "run-pod",
        "pod-runner",
        "local-mode",
        "default-backend",
        "ingress-nginx",
        "ingress-kind",
      ],
    },
    "with --workloads": { without: ["secrets"], env: on },
    "with --workloads, without its row": {
      without: ["secrets", "user-manifests"],
      env: on,
    },
    "without buildkit": { without: ["secrets", "buildkit"] },
    "without sync-util": { without: ["secrets", "sync-util"] },
    "without sync-mode": { without: ["secrets", "sync-mode"] },
  };
  let made: Record<keyof typeof variants, Consumed>;
  let whole: Consumed;
  before(async () => {
    made = await consumed(variants);
    ({ whole } = made);
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

  it("show what Garden does without the rows of these", () => {
    const without = made["without what makes pods"];
    for (const { consumer, unpatched } of others) {
      const lists = pullSecrets(without[consumer]);
      expect(lists).not.to.deep.equal([]);
      for (const list of lists) expect(list, consumer).to.deep.equal(unpatched);
    }
    expect(JSON.stringify(without["ingress-nginx by helm"])).not.to.contain(
      "imagePullSecrets",
    );
  });

  it("put the references into a kubernetes Deploy with the option only, and with its row", () => {
    const lists = (from: Consumed) => pullSecrets(from["kubernetes Deploy"]);
    expect(lists(whole)).to.deep.equal([[]]);
    expect(lists(made["with --workloads"])).to.deep.equal([
      ["from-admin", ...provider],
    ]);
    expect(lists(made["with --workloads, without its row"])).to.deep.equal([
      [],
    ]);
  });

  // Without the rows that make no manifest, the suites on the cluster show what Garden does.
  for (const { variant, consumer, expected } of [
    {
      variant: "without buildkit",
      consumer: "buildkit",
      expected: ["dockerhub", ...provider],
    },
    {
      variant: "without sync-util",
      consumer: "sync-util",
      expected: ["dockerhub", ...provider],
    },
    {
      variant: "without sync-mode",
      consumer: "sync-mode of a kubernetes Deploy",
      expected: ["web-team"],
    },
  ] as const) {
    it(`show what Garden does ${variant}`, () => {
      expect(pullSecrets(made[variant][consumer])).to.deep.equal([expected]);
    });
  }
});
