import type { Manifest } from "../../manifests/pod-specs.js";
import { withLaterResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { ownNamespacesAreThere } from "./own-namespaces.js";

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
  fixedFrom: null,
  mandatory: false,
  gap: "no Secrets in these namespaces",
  wrap: (original) =>
    withLaterResult(original, async (result, { resources }) => {
      if (resources.every(({ kind }) => kind === "Namespace"))
        await ownNamespacesAreThere();
      return result;
    }),
};
