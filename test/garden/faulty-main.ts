/** Makes a part of the faulty Gardens, lets each deploy, and prints as JSON what is not as it has to be:
 *  `node faulty-main.js <part> <parts>`. */
import { ChildProcess } from "node:child_process";
import {
  findSeams,
  runtimeKey,
  seamCode,
} from "../../dist/attach/drivers/transform.js";
import {
  patchedGarden,
  type PatchedGarden,
} from "../../dist/attach/patched-garden.js";
import { standGuard } from "../../dist/attach/stand-guard.js";
import { declaredCheck } from "../../dist/patches/seam-check.js";
import { patches } from "../../dist/patches/index.js";
import { commandName } from "../../dist/patches/running.js";
import { workloadsVariable } from "../../dist/patches/workloads/workloads-option.js";
import type { Patch } from "../../dist/patches/patch.js";
import { callsOf, rowCases } from "../patches/row-case.js";
import {
  log,
  providerWith,
  recordingCluster,
} from "../patches/recording-cluster.js";
import { deployment, pod, podSpecsIn } from "../patches/seam.js";
import { declaredNames, fakeGarden, importedPlace } from "./fake-garden.js";
import { expectedState, faultyGardens, type FaultyGarden } from "./faulty.js";

type Fn = (...args: unknown[]) => unknown;

/** A module of the fake Garden. */
interface FakeModule {
  get(name: string): unknown;
  makePlugin(spec: object): {
    readonly handlers: { readonly configureProvider: Fn };
    readonly createActionTypes: {
      readonly Deploy: readonly [
        { readonly handlers: Readonly<Record<"getStatus" | "deploy", Fn>> },
      ];
    };
  };
}

class Ended extends Error {}

process.env[workloadsVariable] = "true";
const { api } = recordingCluster();
const provider = providerWith(["hub"]);
const cases = await rowCases(patches.map(({ id }) => id));
const calls = new Map(
  Array.from(callsOf(patches, cases), ([name, call]) => [
    name,
    call({ provider }),
  ]),
);
const ctx = { provider, command: { name: "deploy" } };
const names = {
  replaced: [
    ...patches.map(({ declares }) => declares),
    declaredCheck.declares,
  ],
  read: declaredNames.filter(
    (name) =>
      name !== declaredCheck.declares &&
      !patches.some(({ declares }) => declares === name),
  ),
};

/** The Garden that is being tried. */
let garden: PatchedGarden;
let reached = 0;
let sessions = 0;
const done = new Set<string>();

(ChildProcess.prototype as unknown as { spawn: unknown }).spawn = () => {
  reached++;
};
standGuard({
  runtime: { declared: () => null, failed: () => null, started: () => null },
  get access() {
    return garden.access;
  },
  hasPassed: () => garden.hasPassed(),
  isRefused: () => garden.isRefused(),
  lacksPlaceForCommand: () => false,
  hindrances: () => garden.hindrances(),
});
const exit = process.exit.bind(process);
process.exit = () => {
  throw new Ended();
};
process.stderr.write = () => true;

Object.assign(globalThis, {
  fake: {
    api: () => Promise.resolve(api),
    runner: () => ({ api, provider, namespace: "team", pod: pod(undefined) }),
    createPod: () => Promise.resolve(),
    awaitRunningPod: () => Promise.resolve(),
    prepareLogsFollower: () => ({}),
    call(name: string, args: readonly unknown[]) {
      if (name === "createGardenPlugin") return args[0];
      if (name === "configureProvider") return Promise.resolve({ config: {} });
      if (name === "Command.getFullName") return "logs";
      if (name === "getActionNamespace") return Promise.resolve("team");
      const { result, later } = calls.get(name) ?? {};
      return later ? Promise.resolve(result) : result;
    },
  },
});

async function tryGarden(faulty: FaultyGarden): Promise<string[]> {
  reached = 0;
  done.clear();
  garden = patchedGarden(
    patches.map((row) => noted(row, faulty.throwing === row.id)),
    null,
    () => null,
  );
  Object.assign(globalThis, { [Symbol.for(runtimeKey)]: garden.runtime });
  const module = await load(faulty);
  const plugin = module.makePlugin(kubernetes());
  const states = garden.access.seams().map(({ state }) => state);
  const expected = patches.map((row) => expectedState(row, faulty));
  const sentences = patches.flatMap(({ id }, index) =>
    states[index] === expected[index]
      ? []
      : `${id} is ${String(expected[index])}, and seams says ${String(states[index])}`,
  );
  const mayDeploy = patches.every(
    ({ mandatory }, index) => !mandatory || expected[index] !== "missing",
  );
  const outcome = await deploy(module, plugin, faulty.goesOn).catch(String);
  if (!mayDeploy) {
    if (reached > 0)
      return [...sentences, `it reached the cluster: ${outcome}`];
    // Garden's own error, wherever a place of the check is left.
    const isPlaced = !faulty.broken.has("configureProvider");
    return isPlaced && !faulty.goesOn && outcome !== "refused"
      ? [...sentences, `it was not refused by Garden: ${outcome}`]
      : sentences;
  }
  if (reached !== 1 || outcome !== "deployed")
    return [...sentences, `it did not deploy: ${outcome}`];
  const effects = patches.flatMap(({ id }, index) =>
    done.has(id) === (expected[index] === "attached")
      ? []
      : `${id} is ${String(expected[index])}, and ${done.has(id) ? "did something" : "did nothing"}`,
  );
  return [...sentences, ...effects];
}

/** A row that is noted when what it made of Garden's function is called. */
function noted(row: Patch, throws: boolean): Patch {
  return {
    ...row,
    wrap(original, context) {
      if (throws) throw new Error("no");
      const wrapped = row.wrap(original, context);
      if (row.declares === "createGardenPlugin") return wrapped;
      return new Proxy(wrapped, {
        apply(target, self, args) {
          done.add(row.id);
          return Reflect.apply(
            target as typeof Function,
            self,
            args,
          ) as unknown;
        },
        construct(target, args, newTarget) {
          done.add(row.id);
          return Reflect.construct(
            target as typeof Function,
            args,
            newTarget,
          ) as object;
        },
      });
    },
  };
}

/** A module of its own for each Garden: Node keeps what it has loaded by its URL. */
async function load({
  title,
  broken,
  version,
  otherMaker,
}: FaultyGarden): Promise<FakeModule> {
  const { main, imported } = fakeGarden(broken, { version, otherMaker });
  const url = (source: string) =>
    `data:text/javascript,${encodeURIComponent(`// ${title}\n${source}${seamCode(findSeams(source, names), names)}`)}`;
  return (await import(
    url(main.replaceAll(importedPlace, url(imported)))
  )) as FakeModule;
}

/** Garden's kubernetes plugin, with a sync workload that lacks pull secrets. */
function kubernetes(): object {
  const live = deployment(undefined);
  return {
    name: "kubernetes",
    createActionTypes: {
      Deploy: [
        {
          name: "kubernetes",
          handlers: {
            getStatus: () =>
              Promise.resolve({
                state: "ready",
                detail: {
                  state: "ready",
                  mode: "sync",
                  detail: { remoteResources: [live] },
                },
              }),
            deploy: ({ action }: { action: { versionString(): string } }) =>
              Promise.resolve(action.versionString()),
          },
        },
      ],
    },
  };
}

/** As Garden does it: configures the provider, reaches the cluster, asks for the status, makes the pods. */
async function deploy(
  module: FakeModule,
  { handlers, createActionTypes }: ReturnType<FakeModule["makePlugin"]>,
  goesOn: boolean,
): Promise<"deployed" | "refused" | "ended"> {
  try {
    await handlers.configureProvider({ config: provider.config, log });
  } catch {
    if (!goesOn) return "refused";
  }
  const kubectl = new ChildProcess() as unknown as {
    spawn(options: object): void;
  };
  try {
    kubectl.spawn({ file: "/home/dev/.garden/tools/kubectl/kubectl" });
  } catch (error) {
    if (error instanceof Ended) return "ended";
    throw error;
  }
  if (garden.hindrances().length === 0) done.add("plugin");
  const [kubernetesDeploy] = createActionTypes.Deploy;
  const action = {
    mode: () => "sync",
    versionString: () => "v-1",
    getSpec: () => ({}),
  };
  const params = { ctx, log, action };
  const { state } = (await kubernetesDeploy.handlers.getStatus(params)) as {
    state: string;
  };
  if (state === "not-ready") done.add("status");
  const version = await kubernetesDeploy.handlers.deploy(params);
  if (version !== "v-1") done.add("workloads");
  for (const [name, { args, result }] of calls) {
    const made = await (module.get(name) as Fn)(...args);
    if (podSpecsIn(result).length > 0) expectReferences(name, made);
  }
  const Command = module.get("Command") as new () => { run?: Fn };
  const sessionId = String(sessions++);
  await new Command().run?.({ sessionId });
  if (commandName({ ...ctx, sessionId }) === "logs") done.add("typed-command");
  const Runner = module.get("PodRunner") as new () => {
    pod: object;
    createPod?: Fn;
  };
  const runner = new Runner();
  await runner.createPod?.({ log });
  expectReferences("PodRunner", runner.pod);
  return "deployed";
}

/** What a row that did its part has made carries the references, else not. */
function expectReferences(name: string, made: unknown): void {
  const row = patches.find(
    ({ declares, id }) => declares === name && id !== "explain-run",
  );
  const carries = JSON.stringify(made).includes(
    '"imagePullSecrets":[{"name":"hub"}]',
  );
  if (row && done.has(row.id) !== carries)
    throw new Error(`${row.id}: ${JSON.stringify(made)}`);
}

const wrong: string[] = [];
const [part, parts] = process.argv.slice(2).map(Number);
const gardens = faultyGardens().filter(
  (_, index) => index % (parts ?? 1) === part,
);
for (const faulty of gardens)
  for (const sentence of await tryGarden(faulty))
    wrong.push(`${faulty.title}: ${sentence}`);
process.stdout.write(JSON.stringify({ tried: gardens.length, wrong }), () =>
  exit(0),
);
