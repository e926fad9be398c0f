/** Lets Garden's own code call the patched functions and writes what reaches the cluster to GARDEN_PULL_SECRETS_RESULT:
 *  `node --import tsx consumers-main.ts`, in a project. WITHOUT names the rows to leave out of the table. */
import type {
  GardenAccess,
  GardenCommand,
} from "../../dist/commands/garden-access.js";
import type { HandlerParams } from "../../dist/garden/garden.js";
import { takeClusterAway } from "../../dist/commands/offline.js";
import { attach } from "../../dist/attach/attach.js";
import { patches } from "../../dist/patches/index.js";
import { consumerCalls } from "./consumer-calls.js";
import { edits, gardenRoot, gardenShape, runGarden } from "./in-process.js";
import { recordingRows } from "./recording-rows.js";

const command: GardenCommand = {
  name: "consumers",
  description: "Calls Garden's consumers of the patched functions.",
  names: [
    "ensureBuildkit",
    "ensureUtilDeployment",
    "kubernetesDeploy",
    "createContainerManifests",
    "runKaniko",
    "runOrTestWithPod",
    "pullBuild",
    "getGardenIngressController",
    "KubeApi",
    "KubernetesError",
    "PodRunner",
    "ProviderRouter",
    "ActionSpecContext",
  ],
  offline: true,
  declared: takeClusterAway,
  run: consume,
};

const without = (process.env["WITHOUT"] ?? "").split(",");

await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches: [
    ...patches.filter(({ id }) => !without.includes(id)),
    ...recordingRows,
  ],
  command,
});
await runGarden(["plugins", "container", "pull-secrets-consumers"]);

async function consume(
  access: GardenAccess,
  params: HandlerParams,
): Promise<object> {
  const { call, install, action } = await consumerCalls(access, params);
  return {
    buildkit: await call("ensureBuildkit", {}),
    "sync-util": await call("ensureUtilDeployment", {}),
    kaniko: await call("runKaniko", {
      ...(await action("build.api")),
      kanikoNamespace: "shop-dev",
      utilNamespace: "shop-dev",
      authSecretName: "auth",
      args: [],
    }),
    "sync-mode of a container Deploy": await call("createContainerManifests", {
      ...(await action("deploy.api")),
      imageId: "api:1",
    }),
    "sync-mode of a kubernetes Deploy": await call(
      "kubernetesDeploy",
      await action("deploy.web"),
    ),
    "kubernetes Deploy": await call(
      "kubernetesDeploy",
      await action("deploy.proxied"),
    ),
    "local mode of a kubernetes Deploy": await call(
      "kubernetesDeploy",
      await action("deploy.proxied", "local"),
    ),
    "container Deploy": await call("createContainerManifests", {
      ...(await action("deploy.plain")),
      imageId: "plain:1",
    }),
    "Run with a list of its own": await call(
      "runOrTestWithPod",
      await action("run.own"),
    ),
    "pull-image": await call("pullBuild", {
      localId: "api:1",
      remoteId: "api:1",
    }),
    "default backend": await install("generic"),
    "ingress-nginx on kind": await install("kind"),
    "ingress-nginx by helm": await install("generic", true),
  };
}
