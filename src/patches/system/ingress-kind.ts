import { systemConfigOf } from "../../config/system-config.js";
import { podSpecsOf, type Manifest } from "../../manifests/pod-specs.js";
import { withResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { withInstall, withSystemPullSecrets } from "./system-pull-secrets.js";

type KindNginxGetManifests = (namespace: string) => Manifest[];

/** On kind, Garden applies manifests of its own. Their ServiceAccounts are among them, and list nothing. */
export const ingressKind: Patch<KindNginxGetManifests> = {
  id: "ingress-kind",
  pod: "ingress-nginx on kind",
  declares: "kindNginxGetManifests",
  file: "plugins/kubernetes/nginx/nginx-kind-manifests.ts",
  parameters: ["namespace"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "no pull secrets",
  wrap: (original) =>
    withResult(original, (manifests) => manifests.map(withSystemPullSecrets)),
  offline: {
    origin: "ingress-nginx on kind",
    buildMode: null,
    render(make, { provider }) {
      const { references } = pullSecretsOf(provider);
      const { namespace } = systemConfigOf(provider.config);
      const install = { references, before: new Map() };
      const manifests = withInstall(install, () => make(namespace));
      return Promise.resolve(
        manifests.filter((manifest) => podSpecsOf(manifest).length > 0),
      );
    },
  },
};
