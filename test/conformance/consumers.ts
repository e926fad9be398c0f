import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { gte } from "semver";
import { patchEnvironment } from "../../src/cli/start/patch-variables.js";
import { patches } from "../../src/patches/index.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { resultVariable } from "../../src/commands/variables.js";
import type { Outcome, Outcomes } from "../garden/any-garden-main.js";
import { consumersOf, type RowConsumer } from "../garden/consumers.js";
import { madeLists, type MadeList } from "../garden/made-lists.js";
import { tsProgram } from "../garden/process.js";
import { temporaryFolder } from "../garden/project.js";
import type { Given } from "./given.js";
import { ended, lastWords } from "./product.js";
import { tried, type Row } from "./report.js";
import { promisedState } from "./seams.js";

/** Each seam that makes pods, through Garden's own caller of it, in one process. */
export async function consumerRows(
  given: Given,
  project: string,
  version: string,
  env: Readonly<Record<string, string>>,
): Promise<Row[]> {
  let outcomes: Outcomes = {};
  const started = await tried(
    "consumers",
    "called in one process",
    async () => {
      outcomes = await consumed(given, project, env);
      return `${String(Object.keys(outcomes).length)} of Garden's functions`;
    },
  );
  const consumers = await consumersOf(patches.map(({ id }) => id));
  const rows = [...consumers]
    .filter(([, { row }]) => isThere(row, version))
    .map(([title, consumer]) =>
      tried("consumer", `${title} (${consumer.row})`, () =>
        asPromised(consumer, outcomes[title], version),
      ),
    );
  return [started, ...(await Promise.all(rows))];
}

async function consumed(
  { installation }: Given,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Outcomes> {
  const result = path.join(temporaryFolder(), "result.json");
  const [program = ""] = tsProgram("any-garden-main.ts");
  const variables = {
    ...env,
    [resultVariable]: result,
    [workloadsVariable]: "true",
  };
  const end =
    installation.kind === "npm"
      ? await ended(process.execPath, [program, installation.core], {
          cwd,
          env: variables,
        })
      : await ended(
          installation.binary,
          ["plugins", "container", "pull-secrets-consumers"],
          {
            cwd,
            env: {
              ...variables,
              ...patchEnvironment(pathToFileURL(program), {}),
            },
          },
        );
  if (end.code !== 0) throw new Error(lastWords(end.stdout + end.stderr));
  return JSON.parse(readFileSync(result, "utf8")) as Outcomes;
}

function patchOf(seam: string) {
  const found = patches.find(({ id }) => id === seam);
  if (!found) throw new Error(`no seam ${seam}`);
  return found;
}

function isThere(seam: string, version: string): boolean {
  return promisedState(patchOf(seam), version) === "attached";
}

function asPromised(
  { row, names, account, unpatched: alone }: RowConsumer,
  outcome: Outcomes[string] | undefined,
  version: string,
): string {
  if (!outcome) throw new Error("it was not called");
  const patched = madeIn(outcome.patched);
  if (patched.length === 0) throw new Error("it makes no pod");
  for (const made of patched) {
    const own = account && made.byDefault ? ["from-admin"] : [];
    const meant = [...own, ...names];
    if (!isDeepStrictEqual(made.names, meant))
      throw new Error(`${inWords([made])}, not ${meant.join(", ")}`);
  }
  const unpatched = madeIn(outcome.unpatched);
  const complete = unpatched.every((made) =>
    names.every((name) => made.names.includes(name)),
  );
  const { fixedFrom } = patchOf(row);
  const lacks = names.some((name) => !alone.includes(name));
  const meant = lacks && (fixedFrom === null || !gte(version, fixedFrom));
  if (complete === meant)
    throw new Error(
      `unpatched: ${inWords(unpatched)}, which is not the gap that is documented`,
    );
  return `${inWords(patched)}; unpatched: ${inWords(unpatched)}`;
}

function inWords(found: readonly MadeList[]): string {
  const texts = found.map(({ names }) =>
    names.length === 0 ? "none" : names.join(", "),
  );
  return [...new Set(texts)].join(" / ") || "no pod";
}

function madeIn(outcome: Outcome): MadeList[] {
  if ("error" in outcome) throw new Error(outcome.error);
  return madeLists(outcome.manifests);
}
