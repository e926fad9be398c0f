import type { V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { ingressKind } from "../../src/patches/system/ingress-kind.js";
import { ingressNginx } from "../../src/patches/system/ingress-nginx.js";
import {
  log,
  named,
  namespace,
  providerWith,
  recordingCluster,
} from "./recording-cluster.js";

const job = "ingress-nginx-admission-create";
const controllerName = "ingress-nginx-controller";

function workload(
  kind: string,
  name: string,
  own: readonly string[] = [],
): Manifest {
  const spec: V1PodSpec = {
    imagePullSecrets: named(own),
    containers: [],
  };
  const manifest = {
    apiVersion: kind === "Job" ? "batch/v1" : "apps/v1",
    kind,
    metadata: { name },
    spec: { template: { spec } },
  };
  return manifest;
}

/** A controller on kind whose workloads are in health, or not there at all, and what it installs. */
function kindController(
  live: readonly Manifest[],
  command: string,
  state = live.length > 0 ? "ready" : "missing",
) {
  const { context, requests } = recordingCluster({ live });
  const kind = ingressKind.wrap(
    () => [workload("Deployment", controllerName), workload("Job", job)],
    context,
  );
  let made: Manifest[] = [];
  const getStatus = () => Promise.resolve(state);
  const controller = ingressNginx.wrap(
    () => ({
      defaultBackend: { getStatus },
      getStatus,
      async install() {
        if ((await this.getStatus(ctx, log)) === "ready") return;
        made = kind(namespace);
      },
    }),
    context,
  );
  const ctx = {
    provider: providerWith(["hub"], { clusterType: "kind" }),
    command: { name: command },
  };
  return {
    requests,
    status: () => controller(ctx).getStatus(ctx, log),
    backendStatus: () => controller(ctx).defaultBackend?.getStatus(ctx, log),
    installed: async () => {
      await controller(ctx).install?.(ctx, log);
      return made
        .flatMap(podSpecsOf)
        .map(({ imagePullSecrets = [] }) =>
          imagePullSecrets.map((reference) => reference.name),
        );
    },
  };
}

describe("an ingress controller", () => {
  it("that is not there is installed with the provider's references", async () => {
    const { status, installed } = kindController([], "deploy");
    expect(await status()).to.equal("missing");
    expect(await installed()).to.deep.equal([["hub"], ["hub"]]);
  });

  it("that lacks them and is in health stays as it is, and costs no request", async () => {
    const live = [workload("Deployment", controllerName)];
    const { status, installed, requests } = kindController(live, "deploy");
    expect(await status()).to.equal("ready");
    expect(await installed()).to.deep.equal([]);
    expect(requests).to.deep.equal([]);
  });

  it("that is to be installed again keeps what it lists; its Job, which can't be changed, stays as it is", async () => {
    const live = [
      workload("Deployment", controllerName, ["other"]),
      workload("Job", job, ["first"]),
    ];
    const { installed } = kindController(live, "deploy", "unhealthy");
    expect(await installed()).to.deep.equal([["other", "hub"], ["first"]]);
  });
});

describe("a default backend", () => {
  it("that lacks them is outdated", async () => {
    const { backendStatus } = kindController(
      [workload("Deployment", "default-backend")],
      "deploy",
    );
    expect(await backendStatus()).to.equal("outdated");
  });

  it("that has them is ready, and asks for no Secret", async () => {
    const live = [workload("Deployment", "default-backend", ["hub"])];
    const { backendStatus, requests } = kindController(live, "deploy");
    expect(await backendStatus()).to.equal("ready");
    expect(requests).to.deep.equal([]);
  });

  it("that lacks them is ready for a command that creates no pod", async () => {
    const live = [workload("Deployment", "default-backend")];
    const { backendStatus, requests } = kindController(live, "logs");
    expect(await backendStatus()).to.equal("ready");
    expect(requests).to.deep.equal([]);
  });
});
