import { isDeepStrictEqual } from "node:util";
import type { V1PodSpec } from "@kubernetes/client-node";
import { satisfies } from "semver";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { patches } from "../../src/patches/index.js";
import { rowCases } from "../patches/row-case.js";
import { expectEnd, ours, type Product } from "./product.js";
import { provider } from "./project.js";
import { tried, type Row } from "./report.js";
import { promisedState } from "./seams.js";
import type { Limit } from "../../src/secrets/limit.js";

/** What Garden makes of the project's actions, by its name there, and the pull secrets that the documents promise for it. */
const promisedOfProject: Readonly<Record<string, readonly string[]>> = {
  web: ["web-team", ...provider],
  api: provider,
  plain: provider,
  // Without --workloads, the user's own stay as they are.
  proxied: [],
  migrate: [],
  "run-seed": provider,
  "test-smoke": provider,
  "run-bare": provider,
  "run-own": ["own", "shop-registry", "dockerhub"],
};

/** Of the pods that Garden of this version makes for itself: what is shown offline, by its name, and what can't be, by
 *  what makes it. */
async function gardensOwn(
  version: string,
): Promise<{ readonly shown: string[]; readonly hidden: string[] }> {
  const rows = patches.filter(
    (patch) => promisedState(patch, version) === "attached",
  );
  const cases = await rowCases(rows.map(({ id }) => id));
  const shown: string[] = [];
  const hidden: string[] = [];
  for (const { id, offline } of rows) {
    const { shown: expected = [], shownIn = {} } = cases.get(id) ?? {};
    if (typeof expected === "object")
      shown.push(
        ...expected
          .filter((object) => isIn(version, shownIn[object] ?? "*"))
          .map((object) => object.replace(/^.*\//, "")),
      );
    else if (offline) hidden.push(offline.origin);
  }
  return { shown, hidden };
}

function isIn(version: string, gardens: string): boolean {
  return satisfies(version, gardens, { includePrerelease: true });
}

/** `manifests` in its forms, and what it shows, side by side. */
export async function manifestRows(
  product: Product,
  version: string,
  atOnce: Limit,
): Promise<Row[]> {
  const { shown, hidden } = await gardensOwn(version);
  const promised: Readonly<Record<string, readonly string[]>> = {
    ...promisedOfProject,
    ...Object.fromEntries(shown.map((name) => [name, provider])),
  };
  const say = (args: readonly string[]) =>
    atOnce(() => ours(product, "manifests", args));
  const list = async (args: readonly string[]) => {
    const process = await say(["--all", "-o", "json", ...args]);
    expectEnd(process, 0);
    expectHidden(process.stderr, hidden);
    return (JSON.parse(process.stdout) as { items: Manifest[] }).items;
  };
  let patched: Manifest[] = [];
  let unpatched: Manifest[] = [];
  const forms = [
    tried("command", "manifests", async () => {
      const process = await say([]);
      expectEnd(process, 0);
      const rows = process.stdout
        .split("\n")
        .filter((row) => /^\w+\//.test(row));
      if (rows.length !== 10)
        throw new Error(
          `${String(rows.length)} workloads, not 10: ${process.stderr.trim()}`,
        );
      return `${String(rows.length)} workloads`;
    }),
    tried("command", "manifests --all -o json", async () => {
      patched = await list([]);
      return `${String(patched.length)} workloads`;
    }),
    tried("command", "manifests --all -o json --unpatched", async () => {
      unpatched = await list(["--unpatched"]);
      return `${String(unpatched.length)} workloads`;
    }),
    tried("command", "manifests --all --diff", async () => {
      const process = await say(["--all", "--diff"]);
      expectEnd(process, 0);
      if (!process.stdout.includes("+ dockerhub"))
        throw new Error("it shows nothing that the patch adds");
      return "shows what the patch adds";
    }),
  ];
  const first = await Promise.all(forms);
  const compared = await Promise.all([
    ...Object.entries(promised).map(([name, names]) =>
      tried("pull secrets", name, () => pullSecretsAre(patched, name, names)),
    ),
    tried("manifests", "differ in imagePullSecrets only", () =>
      differInPullSecretsOnly(patched, unpatched),
    ),
    tried("manifests", "the two builders agree", () => buildersAgree(patched)),
  ]);
  return [...first, ...compared];
}

function expectHidden(words: string, hidden: readonly string[]): void {
  const shown = [...words.matchAll(/^not shown: (.+?): (.+)$/gm)];
  // Several that have one reason share a line, and a name may hold a comma.
  const surprise = shown.find(
    ([, all = ""]) =>
      hidden
        .reduce((rest, name) => rest.replace(name, ""), all)
        .replace(/[, ]/g, "") !== "",
  );
  if (surprise) throw new Error(surprise[0]);
}

/** A one-shot pod's name has an end of its own in some Gardens. */
function named(manifests: readonly Manifest[], name: string): Manifest[] {
  return manifests.filter(({ metadata }) =>
    new RegExp(`^${name}(-[0-9a-f]{6})?$`).test(metadata?.name ?? ""),
  );
}

function pullSecretsAre(
  manifests: readonly Manifest[],
  name: string,
  meant: readonly string[],
): string {
  const found = named(manifests, name);
  if (found.length === 0) throw new Error("`manifests --all` does not show it");
  for (const spec of found.flatMap(podSpecsOf)) {
    const names = pullSecretsOf(spec);
    if (!isDeepStrictEqual(names, meant))
      throw new Error(`${names.join(", ") || "none"}, not ${meant.join(", ")}`);
  }
  return meant.join(", ") || "none";
}

function pullSecretsOf({ imagePullSecrets = [] }: V1PodSpec): string[] {
  return imagePullSecrets.map((reference) => Object.values(reference).join());
}

function differInPullSecretsOnly(
  patched: readonly Manifest[],
  unpatched: readonly Manifest[],
): string {
  if (patched.length === 0) throw new Error("there are none");
  const difference = patched.find(
    (manifest, index) =>
      !isDeepStrictEqual(
        withoutPullSecrets(manifest),
        withoutPullSecrets(unpatched[index]),
      ),
  );
  if (difference || patched.length !== unpatched.length)
    throw new Error(
      `${difference?.metadata?.name ?? "their number"} differs in something else`,
    );
  return `${String(patched.length)} workloads compared`;
}

function withoutPullSecrets(manifest: Manifest | undefined): unknown {
  return JSON.parse(
    JSON.stringify(manifest ?? null, (key, value: unknown) =>
      key === "imagePullSecrets" ? undefined : value,
    ),
  );
}

function buildersAgree(manifests: readonly Manifest[]): string {
  const lists = ["garden-buildkit", "garden-util"].map((name) =>
    named(manifests, name).flatMap(podSpecsOf).map(pullSecretsOf),
  );
  const [buildkit = [], util = []] = lists;
  if (buildkit.length === 0 || !isDeepStrictEqual(buildkit, util))
    throw new Error(JSON.stringify(lists));
  return (buildkit[0] ?? []).join(", ");
}
