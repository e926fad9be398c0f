import type { Manifest } from "../manifests/pod-specs.js";
import type { Patch } from "./patch.js";
import { runningUserDeploy } from "./user-deploy.js";

type WaitForResources = (params: {
  readonly resources: readonly Manifest[];
}) => Promise<unknown>;

/** Garden applies the Namespaces among a `kubernetes` Deploy's manifests first, waits for them, and then applies the
 *  rest. */
export const userNamespaces: Patch<WaitForResources> = {
  id: "user-namespaces",
  pod: "none: with `--workloads`, the Secrets in namespaces that a Deploy makes itself",
  declares: "waitForResources",
  file: "plugins/kubernetes/status/status.ts",
  parameters: ["resources"],
  uses: [],
  gardens: ">=0.13.20",
  mendedFrom: null,
  mandatory: false,
  gap: "no Secrets in these namespaces",
  wrap: (original) =>
    async function waitForResources(params) {
      const result = await original(params);
      if (params.resources.every(({ kind }) => kind === "Namespace"))
        await runningUserDeploy()?.afterNamespaces?.();
      return result;
    },
};
