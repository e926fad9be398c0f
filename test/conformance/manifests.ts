import { isDeepStrictEqual } from "node:util";
import type { V1PodSpec } from "@kubernetes/client-node";
import { podSpecsOf, type Manifest } from "../../src/manifests/pod-specs.js";
import { expectEnd, ours, type Product } from "./product.js";
import { provider, type Line } from "./project.js";
import { tried, type Row } from "./report.js";
import type { Limit } from "../../src/secrets/limit.js";

/** What Garden makes for the project, by its name there, and the pull secrets that the documents promise for it. */
const promised: Readonly<Record<string, readonly string[]>> = {
  web: ["web-team", ...provider],
  api: provider,
  plain: provider,
  // Without --workloads, the user's own stay as they are.
  proxied: [],
  "run-seed": provider,
  "test-smoke": provider,
  "run-own": ["own", "shop-registry", "dockerhub"],
  "garden-buildkit": provider,
  "garden-util": provider,
  kaniko: provider,
  "pull-image": provider,
  "default-backend": provider,
  "ingress-nginx-controller": provider,
};

/** What can't be shown offline, by the documents. */
const hidden: Readonly<Record<Line, readonly string[]>> = {
  "0.13": ["ingress controllers, by helm", "local mode"],
  "0.14": ["ingress controllers, by helm"],
};

/** `manifests` in its forms, and what it shows, side by side. */
export async function manifestRows(
  product: Product,
  line: Line,
  atOnce: Limit,
): Promise<Row[]> {
  const say = (args: readonly string[]) =>
    atOnce(() => ours(product, "manifests", args));
  const list = async (args: readonly string[]) => {
    const process = await say(["--all", "-o", "json", ...args]);
    expectEnd(process, 0);
    expectHidden(process.stderr, line);
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
      if (rows.length !== 8)
        throw new Error(
          `${String(rows.length)} workloads, not 8: ${process.stderr.trim()}`,
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

function expectHidden(words: string, line: Line): void {
  const shown = [...words.matchAll(/^not shown: (.+?): (.+)$/gm)];
  const surprise = shown.find(([, all = ""]) =>
    all.split(", ").some((what) => !hidden[line].includes(what)),
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
