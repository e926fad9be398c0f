import { expect } from "chai";
import { defaultBackend } from "../../src/patches/system/default-backend.js";
import type { ActionContext, GardenLog } from "../../src/garden/garden.js";
import { ingressKind } from "../../src/patches/system/ingress-kind.js";
import { ingressNginx } from "../../src/patches/system/ingress-nginx.js";
import { ingressTraefik } from "../../src/patches/system/ingress-traefik.js";
import { deployment, listOf, type Lists, type Seam } from "./seam.js";
import {
  contextOf,
  log,
  namespace,
  providerWith,
  type RecordingCluster,
} from "./recording-cluster.js";

const missing: (ctx: ActionContext, to: GardenLog) => Promise<string> = () =>
  Promise.resolve("missing");

/** The seams of what Garden installs into its system namespace, as `podSeams`. */
export const systemSeams: readonly Seam[] = [
  {
    title: "default-backend",
    account: true,
    copies: true,
    run: async (lists, cluster) =>
      await installed("generic", lists, cluster, "default-backend"),
  },
  {
    title: "ingress-nginx by helm",
    account: true,
    copies: true,
    run: async (lists, cluster) =>
      await installed("k3s", lists, cluster, "helm"),
  },
  {
    title: "ingress-kind",
    account: true,
    copies: true,
    run: async (lists, cluster) =>
      await installed("kind", lists, cluster, "kind"),
  },
  {
    title: "ingress-traefik",
    account: true,
    copies: true,
    run: async ({ provider: secrets }, { context }) => {
      let made: unknown;
      const ctx = contextOf(providerWith(secrets, { clusterType: "k3s" }));
      const controller = {
        getStatus: missing,
        getValues: (): { deployment?: object } => ({
          deployment: { kind: "Deployment" },
        }),
        async ensure() {
          await this.getStatus(ctx, log);
          made = this.getValues().deployment;
        },
      };
      const wrapped = ingressTraefik.wrap(() => controller, context);
      await wrapped(ctx).ensure?.(ctx, log);
      expect(made).to.include({ kind: "Deployment" });
      return (made as { imagePullSecrets?: unknown }).imagePullSecrets;
    },
  },
];

/** The list that something of the system namespace gets from a controller that installs all of it. */
async function installed(
  clusterType: string,
  { provider: secrets }: Lists,
  { context }: RecordingCluster,
  what: "default-backend" | "helm" | "kind",
): Promise<unknown> {
  const provider = providerWith(secrets, { clusterType });
  const ctx = contextOf(provider);
  const backend = defaultBackend.wrap(
    () => ({
      deployment: deployment(undefined, "default-backend"),
      service: {},
    }),
    context,
  );
  const kind = ingressKind.wrap(
    () => [deployment(undefined, "ingress-nginx-controller")],
    context,
  );
  const made = new Map<string, unknown>();
  const controller = {
    defaultBackend: { getStatus: missing },
    getStatus: missing,
    getNginxHelmValues: (): object => ({ name: "ingress-controller" }),
    async install() {
      await this.getStatus(ctx, log);
      const values = this.getNginxHelmValues() as {
        imagePullSecrets?: unknown;
      };
      made.set("helm", values.imagePullSecrets);
      made.set("kind", listOf(kind(namespace)[0]));
      made.set("default-backend", listOf(backend(ctx).deployment));
    },
  };
  const wrapped = ingressNginx.wrap(() => controller, context);
  await wrapped(ctx).install?.(ctx, log);
  return made.get(what);
}
