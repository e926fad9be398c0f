import { expect } from "chai";
import { syncMode } from "../../src/patches/pods/sync-mode.js";
import {
  contextOf,
  log,
  named,
  providerWith,
  recordingCluster,
} from "./recording-cluster.js";
import { action, deployment, listOf } from "./seam.js";

describe("a workload that Garden has configured for sync mode", () => {
  const cases: readonly {
    title: string;
    own?: readonly string[];
    account?: readonly string[];
    /** The list that Garden leaves: from 0.13.43 on it appends the provider's. */
    configured?: readonly string[];
    expected: readonly string[];
  }[] = [
    {
      title: "lists its account's, then the provider's: to 0.13.42",
      account: ["from-operator"],
      expected: ["from-operator", "hub", "ghcr"],
    },
    {
      title: "lists its account's, then the provider's: from 0.13.43 on",
      account: ["from-operator"],
      configured: ["hub", "ghcr"],
      expected: ["from-operator", "hub", "ghcr"],
    },
    {
      title: "lists its own first, whatever its account does",
      own: ["ghcr", "own"],
      account: ["from-operator"],
      configured: ["ghcr", "own", "hub", "ghcr"],
      expected: ["ghcr", "own", "hub"],
    },
    {
      title: "keeps what only Garden gives it",
      account: ["from-operator"],
      configured: ["of-garden"],
      expected: ["from-operator", "of-garden", "hub", "ghcr"],
    },
  ];
  for (const { title, own, account, configured, expected } of cases) {
    it(title, async () => {
      const { context } = recordingCluster({ accountList: account });
      const provider = providerWith(["hub", "ghcr"]);
      const ctx = contextOf(provider);
      const workload = deployment(configured ?? own);
      const configure = syncMode.wrap(
        () => Promise.resolve({ updated: [workload], manifests: [workload] }),
        context,
      );
      const { updated } = await configure({
        ...{ ctx, log, provider, action },
        manifests: [deployment(own)],
      });
      expect(updated.map(listOf)).to.deep.equal([named(expected)]);
    });
  }
});
