import { systemConfigOf } from "../../config/system-config.js";
import type { ActionContext } from "../../garden/garden.js";
import { withResult } from "../changed-result.js";
import {
  equipController,
  type IngressController,
} from "./ingress-controller.js";
import type { Patch } from "../patch.js";
import { systemPullSecrets } from "./system-pull-secrets.js";

interface TraefikValues {
  readonly deployment?: object;
}

interface TraefikController extends IngressController {
  getValues?: (...args: never[]) => TraefikValues;
}

type GetTraefikIngressController = (ctx: ActionContext) => TraefikController;

/** The name of Garden's release, and of all that its chart makes. */
const releaseName = "garden-traefik";

/** The chart `traefik` takes the list as its value `deployment.imagePullSecrets`. */
export const ingressTraefik: Patch<GetTraefikIngressController> = {
  id: "ingress-traefik",
  pod: "traefik, by helm",
  declares: "getTraefikIngressController",
  file: "plugins/kubernetes/traefik/ingress-controller.ts",
  parameters: ["ctx"],
  uses: ["KubeApi"],
  gardens: ">=0.14.18",
  fixedFrom: null,
  mandatory: false,
  gap: "no pull secrets",
  wrap: (original, context) =>
    withResult(original, (controller, ctx) => {
      const { getValues } = controller;
      if (!getValues) return controller;
      const { clusterType } = systemConfigOf(ctx.provider.config);
      const onEachNode =
        clusterType === "generic" || clusterType === "microk8s";
      const workload = {
        kind: onEachNode ? "DaemonSet" : "Deployment",
        name: releaseName,
        account: releaseName,
      };
      controller.getValues = (...given) => {
        const values = getValues.apply(controller, given);
        const imagePullSecrets = systemPullSecrets(workload);
        if (!imagePullSecrets) return values;
        return {
          ...values,
          deployment: { ...values.deployment, imagePullSecrets },
        };
      };
      equipController(controller, [workload], context);
      return controller;
    }),
};
