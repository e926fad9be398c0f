import { systemConfigOf } from "../../config/system-config.js";
import type { ActionContext } from "../../garden/garden.js";
import { withResult } from "../changed-result.js";
import {
  equipController,
  type IngressController,
  type SystemWorkload,
} from "./ingress-controller.js";
import { needsHelm } from "../offline-pods.js";
import type { Patch } from "../patch.js";
import { systemPullSecrets } from "./system-pull-secrets.js";

interface NginxController extends IngressController {
  /** Where helm installs it. */
  getNginxHelmValues?: (...args: never[]) => object;
}

type GetGardenIngressController = (ctx: ActionContext) => NginxController;

/** The names are those of Garden's manifests and of the chart's, release `garden-nginx`. */
const nginxAccount = "garden-nginx-ingress-nginx";
const nginxName = `${nginxAccount}-controller`;
const kindWorkloads: readonly SystemWorkload[] = [
  { kind: "Deployment", name: "ingress-nginx-controller" },
  { kind: "Job", name: "ingress-nginx-admission-create" },
  { kind: "Job", name: "ingress-nginx-admission-patch" },
];

/** Garden's manifests for kind are a seam of their own; a helm release gets its list as the value `imagePullSecrets` of
 *  the chart `ingress-nginx`. minikube and microk8s install their own addon, and Garden makes none of its pods. */
export const ingressNginx: Patch<GetGardenIngressController> = {
  id: "ingress-nginx",
  pod: "ingress-nginx, by helm",
  declares: "getGardenIngressController",
  file: "plugins/kubernetes/nginx/ingress-controller.ts",
  parameters: ["ctx"],
  uses: ["KubeApi"],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "no pull secrets, and none in Garden's system namespace",
  wrap: (original, context) =>
    withResult(original, (controller, ctx) => {
      const { clusterType } = systemConfigOf(ctx.provider.config);
      if (clusterType === "kind") {
        equipController(controller, kindWorkloads, context);
        return controller;
      }
      const { getNginxHelmValues } = controller;
      if (!getNginxHelmValues) return controller;
      const workload = {
        kind: clusterType === "generic" ? "DaemonSet" : "Deployment",
        name: nginxName,
        account: nginxAccount,
      };
      controller.getNginxHelmValues = (...given) => {
        const values = getNginxHelmValues.apply(controller, given);
        const imagePullSecrets = systemPullSecrets(workload);
        return imagePullSecrets ? { ...values, imagePullSecrets } : values;
      };
      equipController(controller, [workload], context);
      return controller;
    }),
  offline: {
    // Which one, and traefik with it, depends on the cluster.
    origin: "ingress controllers, by helm",
    buildMode: null,
    render: () => Promise.reject(new Error(needsHelm)),
  },
};
