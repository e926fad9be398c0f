/** Lets Garden's own code call the patched functions, once for each variant of the table, and writes what reaches the
 *  cluster to GARDEN_PULL_SECRETS_RESULT: `node consumers-main.js <variants as JSON>`, in a project. */
import type {
  GardenAccess,
  GardenCommand,
} from "../../dist/commands/garden-access.js";
import type { HandlerParams } from "../../dist/garden/garden.js";
import { takeClusterAway } from "../../dist/commands/offline.js";
import { attach } from "../../dist/attach/attach.js";
import { patches } from "../../dist/patches/index.js";
import { consumerCalls, type ConsumerCalls } from "./consumer-calls.js";
import { edits, gardenRoot, gardenShape, runGarden } from "./in-process.js";
import { recordingRows } from "./recording-rows.js";
import { switchedRow } from "./switched-row.js";

/** A table without some of its rows, and variables of the environment, by the name of the variant. */
export type Variants = Readonly<
  Record<
    string,
    {
      readonly without: readonly string[];
      readonly env?: Readonly<Record<string, string>>;
    }
  >
>;

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

const variants = JSON.parse(process.argv[2] ?? "{}") as Variants;
const off = new Set<string>();

await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches: [
    ...patches.map((patch) => switchedRow(patch, off)),
    ...recordingRows,
  ],
  command,
});
await runGarden(["plugins", "container", "pull-secrets-consumers"]);

async function consume(
  access: GardenAccess,
  params: HandlerParams,
): Promise<object> {
  const calls = await consumerCalls(access, params);
  const result: Record<string, object> = {};
  for (const [name, { without, env = {} }] of Object.entries(variants)) {
    off.clear();
    for (const id of without) off.add(id);
    Object.assign(process.env, env);
    result[name] = await created(calls);
    for (const variable of Object.keys(env))
      Reflect.deleteProperty(process.env, variable);
  }
  return result;
}

async function created({
  call,
  install,
  action,
}: ConsumerCalls): Promise<object> {
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
