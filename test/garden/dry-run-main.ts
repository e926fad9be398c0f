/** Renders what patched Garden would create with generated provider configs, and prints it as a JSON array:
 *  `node dry-run-main.js <cases> <seed> <namespace>`. */
import assert from "node:assert/strict";
import type { V1Deployment } from "@kubernetes/client-node";
import fc from "fast-check";
import { attach } from "../../dist/attach/attach.js";
import type { Manifest } from "../../dist/manifests/pod-specs.js";
import { patches } from "../../dist/patches/index.js";
import { providerConfigs, workloads } from "./generators.js";
import { edits, gardenRoot, gardenShape, loadModule } from "./in-process.js";
import { recordingApi } from "./recording-api.js";

interface Modules {
  getBuildkitDeployment: Builder<V1Deployment>;
  getUtilManifests: Builder<{ deployment: V1Deployment }>;
  configureSyncMode(params: object): Promise<{ updated: Manifest[] }>;
  KubeApi: { factory: () => Promise<object> };
}

type Builder<T> = (
  provider: object,
  authSecretName: string,
  imagePullSecrets: unknown,
) => T;

const [cases = "", seed = "", namespace = ""] = process.argv.slice(2);
const access = await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches,
});
assert(access !== null);
const garden = access;

async function load<N extends keyof Modules>(
  name: N,
  file: string,
): Promise<Modules[N]> {
  const module = await loadModule(`plugins/kubernetes/${file}`);
  return (module[name] ?? garden.name(name)) as Modules[N];
}

const buildkit = await load(
  "getBuildkitDeployment",
  "container/build/buildkit.js",
);
const util = await load("getUtilManifests", "container/build/common.js");
const configureSyncMode = await load("configureSyncMode", "sync.js");
const KubeApi = await load("KubeApi", "api.js");
const api = recordingApi(() =>
  Object.assign(new Error("not found"), { responseStatusCode: 404 }),
);
KubeApi.factory = () => Promise.resolve(api);

const quiet = () => undefined;
const log = { info: quiet, warn: quiet, verbose: quiet, debug: quiet };
const generated = fc.sample(fc.tuple(providerConfigs(), workloads(namespace)), {
  numRuns: Number(cases),
  seed: Number(seed),
});
const rendered: Manifest[] = [];
for (const [config, workload] of generated) {
  const provider = { name: "kubernetes", uid: "generated", config };
  const { updated } = await configureSyncMode({
    ctx: { provider, events: { emit: quiet } },
    log,
    provider,
    action: {
      mode: () => "sync",
      versionString: () => "v-1",
      getSpec: () => ({ namespace }),
    },
    defaultTarget: { kind: workload.kind, name: "app" },
    manifests: [workload],
    spec: { paths: [{ sourcePath: ".", containerPath: "/app" }] },
  });
  rendered.push(
    buildkit(provider, "auth", config.imagePullSecrets),
    util(provider, "auth", config.imagePullSecrets).deployment,
    ...updated,
  );
}
process.stdout.write(JSON.stringify(rendered));
