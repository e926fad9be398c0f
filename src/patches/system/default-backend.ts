import type { V1Deployment } from "@kubernetes/client-node";
import { withPullSecretsInManifest } from "../../manifests/with-pull-secrets.js";
import { pluginContext } from "../../garden/contexts.js";
import type { ActionContext } from "../../garden/garden.js";
import { withResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { withSystemPullSecrets } from "./system-pull-secrets.js";

interface DefaultBackendManifests {
  deployment: V1Deployment;
  service: unknown;
}

type DefaultBackendGetManifests = (
  ctx: ActionContext,
) => DefaultBackendManifests;

/** What ingress-nginx answers unknown paths with. Its Secrets, and what else its list holds, are the concern of the
 *  controller that installs it. */
export const defaultBackend: Patch<DefaultBackendGetManifests> = {
  id: "default-backend",
  pod: "default backend of ingress-nginx",
  declares: "defaultBackendGetManifests",
  file: "plugins/kubernetes/nginx/default-backend.ts",
  parameters: ["ctx"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "no pull secrets: Garden's image is pulled anonymously",
  wrap: (original) =>
    withResult(original, (manifests, { provider }) => ({
      ...manifests,
      deployment: withPullSecretsInManifest(
        withSystemPullSecrets(manifests.deployment),
        pullSecretsOf(provider).references,
      ),
    })),
  offline: {
    origin: "default backend",
    buildMode: null,
    render: async (make, { garden, provider }) => [
      make(await pluginContext(garden, provider)).deployment,
    ],
  },
};
