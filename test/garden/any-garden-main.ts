/** As consumers-main.ts, for any Garden: `--import` loads it into an official binary, as the patch is; npm Garden is
 *  started by `node any-garden-main.js <core>`. Writes what each consumer makes, patched and unpatched, to
 *  GARDEN_PULL_SECRETS_RESULT. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isMainThread } from "node:worker_threads";
import { attach } from "../../dist/attach/attach.js";
import { npmBridges } from "../../dist/attach/npm-bridges.js";
import { npmGardenRoot, runNpmGarden } from "../../dist/attach/npm-garden.js";
import type {
  GardenAccess,
  GardenCommand,
} from "../../dist/commands/garden-access.js";
import { takeClusterAway } from "../../dist/commands/inside/offline.js";
import type { HandlerParams } from "../../dist/garden/garden.js";
import { patches } from "../../dist/patches/index.js";
import { consumerCalls, type Consumer } from "./consumer-calls.js";
import { consumerNames, consumersOf } from "./consumers.js";
import type { Made } from "./made-lists.js";
import { recordingRows } from "./recording-rows.js";
import { switchedRow } from "./switched-row.js";

/** What a consumer was about to create, or why it could not be called. */
export type Outcome =
  { readonly manifests: Made[] } | { readonly error: string };

/** By consumer. */
export type Outcomes = Readonly<
  Record<string, { readonly patched: Outcome; readonly unpatched: Outcome }>
>;

const consumers = await consumersOf(patches.map(({ id }) => id));
const off = new Set<string>();
const command: GardenCommand = {
  name: "consumers",
  description: "Calls Garden's consumers of the patched functions.",
  names: consumerNames(consumers.values()),
  offline: true,
  declared: takeClusterAway,
  run: consume,
};

if (isMainThread) await start();

async function start(): Promise<void> {
  const rows = patches.map((patch) => switchedRow(patch, off));
  const table = { patches: [...rows, ...recordingRows], command };
  const extracted = process.env["GARDEN_SEA_EXTRACTED_ROOT"];
  if (extracted !== undefined) {
    const root = `${pathToFileURL(path.join(realpathSync(extracted), "rollup")).href}/`;
    await attach({ root, shape: "bundle", ...table });
    return;
  }
  const [core = ""] = process.argv.slice(2);
  const edits = npmBridges(process.versions.node);
  await attach({ root: npmGardenRoot(core), shape: "npm", edits, ...table });
  await runNpmGarden(core, ["plugins", "container", "pull-secrets-consumers"]);
}

async function consume(
  access: GardenAccess,
  params: HandlerParams,
): Promise<Outcomes> {
  const call = await consumerCalls(access, params);
  const outcome = async (consumer: Consumer): Promise<Outcome> => {
    try {
      return (await call(consumer)) as Outcome;
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
  const result: Record<string, Outcomes[string]> = {};
  // A Garden that lacks the function has no such pod: then there is an error in its place.
  for (const [title, { calls }] of consumers) {
    off.clear();
    const patched = await outcome(calls);
    for (const { id } of patches) off.add(id);
    result[title] = { patched, unpatched: await outcome(calls) };
  }
  return result;
}
