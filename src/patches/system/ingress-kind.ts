import type { Manifest } from "../../manifests/pod-specs.js";
import { withResult } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { withSystemPullSecrets } from "./system-pull-secrets.js";

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
  mendedFrom: null,
  mandatory: false,
  gap: "no pull secrets",
  wrap: (original) =>
    withResult(original, (manifests) => manifests.map(withSystemPullSecrets)),
};
