import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { gte } from "semver";
import { patchEnvironment } from "../../src/cli/start/patch-variables.js";
import { podSpecsOf } from "../../src/manifests/pod-specs.js";
import { patches } from "../../src/patches/index.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { resultVariable } from "../../src/commands/variables.js";
import type { Outcome, Outcomes } from "../garden/any-garden-main.js";
import { tsProgram } from "../garden/process.js";
import { temporaryFolder } from "../garden/project.js";
import type { Given } from "./given.js";
import { ended, lastWords } from "./product.js";
import { provider } from "./project.js";
import { tried, type Row } from "./report.js";
import { promisedState } from "./seams.js";

interface Promised {
  readonly seam: string;
  readonly consumer: string;
  /** Besides, those of the ServiceAccount `default` come first where a pod without own ones runs as it. */
  readonly names: readonly string[];
  readonly account?: true;
  /** Whether Garden by itself leaves out some of them; for a seam that was mended: before that. */
  readonly lacks: boolean;
}

const promised: readonly Promised[] = [
  { seam: "buildkit", consumer: "buildkit", names: provider, lacks: false },
  { seam: "sync-util", consumer: "sync-util", names: provider, lacks: false },
  { seam: "kaniko", consumer: "kaniko", names: provider, lacks: false },
  {
    seam: "sync-mode",
    consumer: "sync-mode of a kubernetes Deploy",
    names: ["web-team", ...provider],
    lacks: true,
  },
  {
    seam: "sync-mode",
    consumer: "sync-mode of a container Deploy",
    names: provider,
    lacks: false,
  },
  {
    seam: "local-mode",
    consumer: "local mode of a kubernetes Deploy",
    names: provider,
    account: true,
    lacks: true,
  },
  {
    seam: "container-deploy",
    consumer: "container Deploy",
    names: provider,
    lacks: false,
  },
  {
    seam: "run-pod",
    consumer: "Run with a list of its own",
    names: ["own", "shop-registry", "dockerhub"],
    lacks: true,
  },
  {
    seam: "pod-runner",
    consumer: "pull-image",
    names: provider,
    account: true,
    lacks: true,
  },
  {
    seam: "default-backend",
    consumer: "default backend",
    names: provider,
    account: true,
    lacks: true,
  },
  {
    seam: "ingress-kind",
    consumer: "ingress-nginx on kind",
    names: provider,
    lacks: true,
  },
  {
    seam: "ingress-nginx",
    consumer: "ingress-nginx by helm",
    names: provider,
    lacks: true,
  },
  {
    seam: "ingress-traefik",
    consumer: "traefik by helm",
    names: provider,
    lacks: true,
  },
  {
    seam: "user-manifests",
    consumer: "kubernetes Deploy",
    names: provider,
    account: true,
    lacks: true,
  },
];

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
  const rows = promised
    .filter(({ seam }) => isThere(seam, version))
    .map((row) =>
      tried("consumer", `${row.consumer} (${row.seam})`, () =>
        asPromised(row, outcomes[row.consumer], version),
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

interface Made {
  readonly names: readonly string[];
  /** Whether it runs as the ServiceAccount `default`. */
  readonly byDefault: boolean;
}

function asPromised(
  { seam, names, account, lacks }: Promised,
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
  const { mendedFrom } = patchOf(seam);
  const meant = lacks && (mendedFrom === null || !gte(version, mendedFrom));
  if (complete === meant)
    throw new Error(
      `unpatched: ${inWords(unpatched)}, which is not the gap that is documented`,
    );
  return `${inWords(patched)}; unpatched: ${inWords(unpatched)}`;
}

function inWords(found: readonly Made[]): string {
  const texts = found.map(({ names }) =>
    names.length === 0 ? "none" : names.join(", "),
  );
  return [...new Set(texts)].join(" / ") || "no pod";
}

/** Of each pod; of a chart, what its values say. */
function madeIn(outcome: Outcome): Made[] {
  if ("error" in outcome) throw new Error(outcome.error);
  return outcome.manifests.flatMap((manifest): Made[] => {
    if (manifest === null) return [];
    if (manifest.text !== undefined)
      return [{ names: inValues(manifest.text), byDefault: false }];
    return podSpecsOf(manifest).map((spec) => ({
      names: (spec.imagePullSecrets ?? []).map((reference) =>
        Object.values(reference).join(),
      ),
      byDefault: spec.serviceAccountName === undefined,
    }));
  });
}

/** A flag with JSON in it, or YAML. */
function inValues(text: string): string[] {
  const list =
    /imagePullSecrets(?:=\[.*?\]|:\s*(?:\n\s*-\s*name: .*)+)/.exec(text)?.[0] ??
    "";
  return [...list.matchAll(/name"?:\s*"?([\w-]+)/g)].map(
    ([, name = ""]) => name,
  );
}
