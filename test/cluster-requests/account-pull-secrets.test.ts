import type { V1ServiceAccount } from "@kubernetes/client-node";
import { expect } from "chai";
import { accountPullSecrets } from "../../src/cluster/account-pull-secrets.js";
import {
  log,
  named,
  namespace,
  recordingCluster,
} from "../patches/recording-cluster.js";

const podSpec = { containers: [], serviceAccountName: "app" };

function account(list?: readonly string[]): V1ServiceAccount {
  return {
    kind: "ServiceAccount",
    metadata: { name: "app" },
    ...(list && { imagePullSecrets: named(list) }),
  };
}

describe("the pull secrets of a pod's ServiceAccount", () => {
  const cases: readonly {
    title: string;
    manifest?: V1ServiceAccount;
    live: readonly string[];
    applied?: V1ServiceAccount;
    expected: readonly string[];
  }[] = [
    {
      title: "are those of the live one where the manifests hold none",
      live: ["from-admin"],
      expected: ["from-admin"],
    },
    {
      title: "are those of the live one where its manifest has no list",
      manifest: account(),
      live: ["from-operator"],
      applied: account(),
      expected: ["from-operator"],
    },
    {
      title: "are its manifest's, then what others have added to the live one",
      manifest: account(["own", "new"]),
      live: ["own", "from-operator"],
      applied: account(["own"]),
      expected: ["own", "new", "from-operator"],
    },
    {
      title: "are not what is about to be taken out of the live one",
      manifest: account(["new"]),
      live: ["old"],
      applied: account(["old"]),
      expected: ["new"],
    },
  ];
  for (const { title, manifest, live, applied, expected } of cases) {
    it(title, async () => {
      const { api, requests } = recordingCluster({
        accountList: live,
        accountApplied: applied,
      });
      const search = {
        ...{ api, log, namespace },
        manifests: manifest ? [manifest] : [],
      };
      for (let pods = 0; pods < 2; pods++)
        expect(await accountPullSecrets(podSpec, search)).to.deep.equal(
          named(expected),
        );
      expect(requests).to.deep.equal([`read ServiceAccount ${namespace}/app`]);
    });
  }
});
