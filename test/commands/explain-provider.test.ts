import { expect } from "chai";
import { forgetCluster } from "../../src/cluster/memory.js";
import { withProvider } from "../../src/commands/explain.js";
import { diagnose } from "../../src/diagnose/diagnose.js";
import {
  log,
  recordingCluster,
  sourceNamespace,
} from "../patches/recording-cluster.js";

/** What is said to be done about a pod that pulled an image of GitHub's without a credential. */
async function remedy(imagePullSecrets: readonly object[]): Promise<string> {
  const { api } = recordingCluster();
  const message =
    'Failed to pull image "ghcr.io/acme/web:1": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 401 Unauthorized';
  const found = {
    ...diagnose(message, { isPull: true }),
    ...{ namespace: "team", pod: "web-1" },
  };
  const provider = { name: "kubernetes", config: { imagePullSecrets } };
  return (await withProvider(found, provider, { api, log })).remedy;
}

describe("explain, of a project", () => {
  afterEach(forgetCluster);

  it("says whether the provider has no pull secrets, or one without an entry for the registry", async () => {
    const listed = { name: "hub", namespace: sourceNamespace };
    expect([await remedy([]), await remedy([listed])]).to.deep.equal([
      "Provider 'kubernetes' has no imagePullSecrets. Make a Secret: garden-pull-secrets create --name NAME --namespace " +
        "NAMESPACE --registry ghcr.io; it prints the lines to add to the provider in project.garden.yml.",
      `Provider 'kubernetes' lists no Secret for this image: Secret 'hub' in namespace '${sourceNamespace}' has no entry ` +
        `for ghcr.io. Put a login into it: garden-pull-secrets create --name hub --namespace ${sourceNamespace} --registry ghcr.io`,
    ]);
  });
});
