import { expect } from "chai";
import { contextOf, log, providerWith } from "../recording-cluster.js";
import { wrapped, type RowCase } from "../row-case.js";
import { projectSecrets } from "../seam.js";
import { missing, type GetController } from "../system-install.js";

export const row: RowCase = {
  call: ({ provider }) => ({ args: [contextOf(provider)], result: {} }),
  lists: {
    account: true,
    copies: true,
    live: "garden-traefik",
    run: async ({ provider: secrets }, { context }, rowOf) => {
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
      const get = wrapped<GetController>(
        rowOf("ingress-traefik"),
        () => controller,
        context,
      );
      await get(ctx).ensure?.(ctx, log);
      expect(made).to.include({ kind: "Deployment" });
      return (made as { imagePullSecrets?: unknown }).imagePullSecrets;
    },
  },
  consumers: {
    "traefik by helm": {
      calls: {
        clusterType: "generic",
        withoutBackend: true,
        from: "getTraefikIngressController",
      },
      names: projectSecrets,
      unpatched: [],
    },
  },
};
