import type { ActionContext, GardenLog } from "../../src/garden/garden.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import type { Patch } from "../../src/patches/patch.js";
import {
  contextOf,
  log,
  namespace,
  providerWith,
  type RecordingCluster,
} from "./recording-cluster.js";
import { wrapped } from "./row-case.js";
import { deployment, listOf, type Lists } from "./seam.js";

type Ask<T> = (ctx: ActionContext, to: GardenLog) => Promise<T>;

/** How a row gets an ingress controller of Garden's. */
export type GetController = (ctx: ActionContext) => {
  /** To 0.13.49. */
  readonly install?: Ask<void>;
  /** From 0.13.50 on. */
  readonly ensure?: Ask<void>;
};

/** What it says of itself. */
export const missing: Ask<string> = () => Promise.resolve("missing");

/** The lists that the parts of ingress-nginx get from a controller that installs all of them. */
export async function installed(
  clusterType: string,
  { provider: secrets }: Lists,
  { context }: RecordingCluster,
  rowOf: (id: string) => Patch,
): Promise<Record<"default-backend" | "helm" | "kind", unknown>> {
  const provider = providerWith(secrets, { clusterType });
  const ctx = contextOf(provider);
  const backend = wrapped<(ctx: ActionContext) => { deployment: Manifest }>(
    rowOf("default-backend"),
    () => ({
      deployment: deployment(undefined, "default-backend"),
      service: {},
    }),
    context,
  );
  const kind = wrapped<(namespace: string) => Manifest[]>(
    rowOf("ingress-kind"),
    () => [deployment(undefined, "ingress-nginx-controller")],
    context,
  );
  const made = {
    helm: undefined as unknown,
    kind: undefined as unknown,
    "default-backend": undefined as unknown,
  };
  const controller = {
    defaultBackend: { getStatus: missing },
    getStatus: missing,
    getNginxHelmValues: (): { imagePullSecrets?: unknown; name: string } => ({
      name: "ingress-controller",
    }),
    async install() {
      await this.getStatus(ctx, log);
      made.helm = this.getNginxHelmValues().imagePullSecrets;
      made.kind = listOf(kind(namespace)[0]);
      made["default-backend"] = listOf(backend(ctx).deployment);
    },
  };
  const get = wrapped<GetController>(
    rowOf("ingress-nginx"),
    () => controller,
    context,
  );
  await get(ctx).install?.(ctx, log);
  return made;
}
