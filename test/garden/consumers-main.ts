/** Lets Garden's own code call the patched functions and writes what reaches the cluster to GARDEN_PULL_SECRETS_RESULT:
 *  `node --import tsx consumers-main.ts`, in a project. WITHOUT names the rows to leave out of the table. */
import type {
  GardenAccess,
  GardenCommand,
} from "../../dist/commands/garden-access.js";
import type {
  GardenFunctions,
  HandlerParams,
  ResolvedAction,
} from "../../dist/commands/garden.js";
import { takeClusterAway } from "../../dist/commands/offline.js";
import { writeResult } from "../../dist/commands/result.js";
import { attach } from "../../dist/attach/attach.js";
import type { Patch } from "../../dist/patches/patch.js";
import { patches } from "../../dist/patches/index.js";
import { edits, gardenRoot, gardenShape, runGarden } from "./in-process.js";
import { Recorded, recordingApi } from "./recording-api.js";

type Consumer = (params: object) => Promise<unknown>;

const consumers = [
  "ensureBuildkit",
  "ensureUtilDeployment",
  "kubernetesDeploy",
  "createContainerManifests",
] as const;

const command: GardenCommand = {
  names: [
    ...consumers,
    "KubeApi",
    "KubernetesError",
    "ProviderRouter",
    "ActionSpecContext",
  ],
  offline: true,
  declared: takeClusterAway,
  create: (access) => ({
    name: "consumers",
    description: "Calls Garden's consumers of the patched functions.",
    handler: (params: HandlerParams) => consume(access, params),
  }),
};

/** kubectl would be needed here; what Garden hands to it is all that the test wants. */
const recordApply: Patch = {
  id: "record",
  pod: "",
  declares: "apply",
  file: "plugins/kubernetes/kubectl.ts",
  parameters: ["manifests"],
  uses: [],
  gardens: "*",
  mendedFrom: null,
  mandatory: false,
  gap: "",
  wrap:
    () =>
    ({ manifests }: { manifests: object[] }) =>
      Promise.reject(new Recorded(manifests)),
};

const without = (process.env["WITHOUT"] ?? "").split(",");

await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches: [...patches.filter(({ id }) => !without.includes(id)), recordApply],
  command,
});
await runGarden(["plugins", "container", "consumers"]);

async function consume(
  access: GardenAccess,
  { garden, log }: HandlerParams,
): Promise<{ result: object }> {
  const KubeApi = access.name("KubeApi") as GardenFunctions["KubeApi"];
  const KubernetesError = access.name("KubernetesError") as new (
    params: object,
  ) => Error;
  const api = recordingApi(
    () =>
      new KubernetesError({ message: "not found", responseStatusCode: 404 }),
  );
  KubeApi.factory = () => Promise.resolve(api);

  const provider = await garden.resolveProvider(log, "kubernetes");
  const graph = await garden.getConfigGraph({
    log,
    emit: false,
    actionModes: { sync: ["*"] },
  });
  const ctx = await garden.getPluginContext({
    provider,
    templateContext: undefined,
    events: undefined,
  });
  const call = async (
    name: (typeof consumers)[number],
    params: object,
  ): Promise<unknown> => {
    try {
      return await (access.name(name) as Consumer)({
        ctx,
        log,
        provider,
        api,
        namespace: "shop-dev",
        ...params,
      });
    } catch (error) {
      if (error instanceof Recorded) return { manifests: error.manifests };
      throw error;
    }
  };
  const action = async (
    key: string,
  ): Promise<{ action: ResolvedAction; force: boolean }> => {
    const found = graph
      .getActions()
      .find((candidate) => candidate.key() === key);
    if (!found) throw new Error(`no ${key}`);
    return {
      action: await garden.resolveAction({ action: found, graph, log }),
      force: false,
    };
  };
  return await writeResult({
    buildkit: await call("ensureBuildkit", {}),
    "sync-util": await call("ensureUtilDeployment", {}),
    "sync-mode of a container Deploy": await call("createContainerManifests", {
      ...(await action("deploy.api")),
      imageId: "api:1",
    }),
    "sync-mode of a kubernetes Deploy": await call(
      "kubernetesDeploy",
      await action("deploy.web"),
    ),
  });
}
