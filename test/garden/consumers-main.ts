/** Lets Garden's own code call the patched functions, once for each variant of the table, and writes what reaches the
 *  cluster to GARDEN_PULL_SECRETS_RESULT: `node consumers-main.js <variants as JSON>`, in a project. */
import type {
  GardenAccess,
  GardenCommand,
} from "../../dist/commands/garden-access.js";
import type { HandlerParams } from "../../dist/garden/garden.js";
import { takeClusterAway } from "../../dist/commands/inside/offline.js";
import { attach } from "../../dist/attach/attach.js";
import { patches } from "../../dist/patches/index.js";
import { consumerCalls, type CallConsumer } from "./consumer-calls.js";
import { consumerNames, consumersOf } from "./consumers.js";
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

const consumers = await consumersOf(patches.map(({ id }) => id));
const command: GardenCommand = {
  name: "consumers",
  description: "Calls Garden's consumers of the patched functions.",
  names: consumerNames(consumers.values()),
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
  const call = await consumerCalls(access, params);
  const attached = access
    .seams()
    .flatMap(({ id, state }) => (state === "attached" ? [id] : []));
  const result: Record<string, object> = {};
  for (const [name, { without, env = {} }] of Object.entries(variants)) {
    off.clear();
    for (const id of without) off.add(id);
    Object.assign(process.env, env);
    result[name] = await created(call, attached);
    for (const variable of Object.keys(env))
      Reflect.deleteProperty(process.env, variable);
  }
  return result;
}

/** Of a row that this Garden does not have, there is no consumer. */
async function created(
  call: CallConsumer,
  attached: readonly string[],
): Promise<object> {
  const result: Record<string, unknown> = {};
  for (const [title, { row, calls }] of consumers)
    if (attached.includes(row)) result[title] = await call(calls);
  return result;
}
