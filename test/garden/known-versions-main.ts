/** Lets Garden deploy a Deploy of the project and then ask for its status, each for a command of that name, and writes the
 *  states that Garden finds to GARDEN_PULL_SECRETS_RESULT: `node known-versions-main.js <action> <commands as JSON>`. */
import { parseAllDocuments } from "yaml";
import { attach } from "../../dist/attach/attach.js";
import type {
  GardenAccess,
  GardenCommand,
} from "../../dist/commands/garden-access.js";
import { takeClusterAway } from "../../dist/commands/inside/offline.js";
import type { Garden, HandlerParams } from "../../dist/garden/garden.js";
import type { Manifest } from "../../dist/manifests/pod-specs.js";
import { patches } from "../../dist/patches/index.js";
import type { Patch } from "../../dist/patches/patch.js";
import { setCommandName } from "../../dist/patches/running.js";
import { edits, gardenRoot, gardenShape, runGarden } from "./in-process.js";
import { recordingApi } from "./recording-api.js";

/** What Garden answers a command that asks for a Deploy's status, or deploys it. */
type Handler = (params: object) => Promise<{
  readonly result: { readonly detail?: { readonly state: string } };
}>;

interface Routed extends Garden {
  readonly sessionId: string;
  getActionRouter(): Promise<{
    readonly deploy: { readonly deploy: Handler; readonly getStatus: Handler };
  }>;
}

const [key = "", commands = "[]"] = process.argv.slice(2);
const applied: Manifest[] = [];

const kubectl: Patch = {
  id: "apply",
  pod: "",
  uses: [],
  gardens: "*",
  fixedFrom: null,
  mandatory: false,
  gap: "",
  declares: "kubectl",
  file: "plugins/kubernetes/kubectl.ts",
  parameters: ["ctx", "provider"],
  wrap: () => () => ({
    stdout: ({ input }: { input: Buffer }) => {
      applied.push(
        ...parseAllDocuments(input.toString())
          .map((document) => document.toJS() as Manifest | null)
          .filter((manifest) => manifest !== null),
      );
      return Promise.resolve("");
    },
  }),
};

const command: GardenCommand = {
  name: "known-versions",
  description: "Deploys, and asks for the status.",
  names: ["KubeApi", "KubernetesError", "ProviderRouter", "PodRunner"],
  offline: true,
  declared: takeClusterAway,
  run,
};
await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches: [...patches, kubectl],
  command,
});
await runGarden(["plugins", "container", "pull-secrets-known-versions"]);

async function run(
  access: GardenAccess,
  { garden, log }: HandlerParams,
): Promise<object> {
  keepWhatIsApplied(access);
  const graph = await garden.getConfigGraph({
    log,
    emit: false,
    actionModes: { sync: [] },
  });
  const found = graph.getActions().find((each) => each.key() === key);
  if (!found) throw new Error(`no ${key}`);
  const action = await garden.resolveAction({ action: found, graph, log });
  const routed = garden as Routed;
  const { deploy } = await routed.getActionRouter();
  const params = { action, graph, log, force: false };
  const states: Record<string, string | undefined> = {};
  for (const name of JSON.parse(commands) as string[]) {
    setCommandName(routed.sessionId, name);
    const handler = name === "deploy" ? deploy.deploy : deploy.getStatus;
    states[name] = (await handler(params)).result.detail?.state;
  }
  return states;
}

/** A client that finds what kubectl has applied. */
function keepWhatIsApplied(access: GardenAccess): void {
  const KubeApi = access.name("KubeApi") as { factory: unknown };
  const KubernetesError = access.name("KubernetesError") as new (
    params: object,
  ) => Error;
  const notFound = () =>
    new KubernetesError({ message: "not found", responseStatusCode: 404 });
  const find = (kind: string, name = "") =>
    applied.findLast(
      (each) => each.kind === kind && each.metadata?.name === name,
    );
  const api = {
    ...recordingApi(notFound),
    readOrNull: ({ kind, name }: { kind: string; name: string }) =>
      Promise.resolve(find(kind, name) ?? null),
    readBySpec: ({ manifest }: { manifest: Manifest }) => {
      const live = find(manifest.kind ?? "", manifest.metadata?.name);
      return live ? Promise.resolve(live) : Promise.reject(notFound());
    },
  };
  KubeApi.factory = () => Promise.resolve(api);
}
