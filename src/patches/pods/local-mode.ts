import type { V1PodSpec } from "@kubernetes/client-node";
import { withLaterResult } from "../changed-result.js";
import {
  withPullSecretsInConfigured,
  type ModeParams,
  type ModeResult,
} from "./configured-workloads.js";
import { needsProgram } from "../offline-pods.js";
import type { Patch } from "../patch.js";

type ConfigureLocalMode = (params: ModeParams) => Promise<ModeResult>;

const proxyImage = /(^|\/)gardendev\/k8s-reverse-proxy(:|@|$)/;

function pullsProxyImage(podSpec: V1PodSpec): boolean {
  return podSpec.containers.some(({ image }) => proxyImage.test(image ?? ""));
}

/** Local mode puts a proxy in the place of a container. Garden 0.14 has no local mode. */
export const localMode: Patch<ConfigureLocalMode> = {
  id: "local-mode",
  pod: "local mode: proxy in place of your container",
  declares: "configureLocalMode",
  file: "plugins/kubernetes/local-mode.ts",
  // It takes one object whole, under this name.
  parameters: ["configParams"],
  uses: ["KubeApi", "getActionNamespace"],
  gardens: ">=0.13.20 <0.14.0",
  fixedFrom: null,
  mandatory: false,
  gap: "the workload gets no pull secrets: Garden's proxy image is pulled anonymously",
  wrap: (original, context) =>
    withLaterResult(original, (configured, params) =>
      withPullSecretsInConfigured(
        configured,
        { ...params, provider: params.ctx.provider },
        pullsProxyImage,
        context,
      ),
    ),
  offline: {
    origin: "local mode",
    buildMode: null,
    render: () =>
      Promise.reject(
        new Error(needsProgram("ssh-keygen makes keys for its proxy")),
      ),
  },
};
