import { writeFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { V1Secret } from "@kubernetes/client-node";
import { causes } from "../../src/diagnose/causes.js";
import { copyLabel } from "../../src/secrets/marker.js";
import type { Cluster } from "../cluster/cluster.js";
import { publicRegistries } from "../cluster/public-registries.js";
import { dockerConfigJson, pullSecret } from "../cluster/pull-secrets.js";
import { temporaryFolder } from "../garden/project.js";
import {
  manifestsAsked,
  namespacesOf,
  removeWorkloads,
  withoutPulls,
  type Stage,
} from "./cluster-pods.js";
import { expectEnd, lastWords, ours } from "./product.js";
import { tried, type Row } from "./report.js";

const about = "command, on a cluster";

/** Our own commands, on a cluster to which the patch has come: one after the other, each finds what the one before left. */
export async function clusterCommandRows(
  stage: Stage,
  add: (rows: readonly Row[]) => void,
): Promise<void> {
  const { cluster, given, project, name } = stage;
  const registries = await publicRegistries(cluster);
  const row = async (what: string, look: () => Promise<string>) => {
    await withoutPulls(cluster);
    add([await tried(about, what, look)]);
  };
  const product = { garden: given.garden, project, env: () => stage.env };
  const askingEnv = { ...stage.env, ...registries.env };
  const asking = { ...product, env: () => askingEnv };
  const removePlain = () =>
    cluster.kubectl("delete", "deployment", "plain", `--namespace=${name}-dev`);

  try {
    await row("check .", async () => {
      const end = await ours(asking, "check", ["."]);
      expectEnd(end, 0);
      return lastWords(end.stdout);
    });

    await cluster.createPullSecret("registry-credentials", "dockerhub", {
      user: cluster.credentials.user,
      password: "wrong",
    });
    await removePlain();
    for (const args of [
      ["deploy", "plain"],
      ["run", "seed", "--force"],
    ])
      await row(`run -- ${args.join(" ")}, with a wrong password`, async () => {
        const end = await ours(product, "run", [], args);
        expectEnd(end, 1);
        return explainedOnce(end.stdout + end.stderr);
      });
    await row("explain .", async () => {
      const end = await ours(product, "explain", ["."]);
      expectEnd(end, 0);
      return explainedOnce(end.stdout + end.stderr);
    });
    await row(
      "create . --registry docker.io --name dockerhub --yes",
      async () => {
        const login = { ...askingEnv, DOCKER_CONFIG: dockerLogin(cluster) };
        const args = ["--registry", "docker.io", "--name", "dockerhub"];
        const end = await ours({ ...asking, env: () => login }, "create", [
          ...[".", ...args, "--yes", "--verify"],
        ]);
        expectEnd(end, 0);
        return lastWords(end.stdout + end.stderr);
      },
    );
    await removePlain();
    await row("run -- deploy plain, once the password is right", async () => {
      const end = await ours(product, "run", [], ["deploy", "plain"]);
      expectEnd(end, 0);
      const asked = manifestsAsked(cluster);
      if (!asked.some(({ user, status }) => user && status === 200))
        throw new Error("nobody pulled with the new password");
      return "pulls with the Secret";
    });

    await cleanRows(stage, row);
  } finally {
    registries.stop();
  }
}

/** `clean --yes`, while pods need the copies and when nothing does. */
async function cleanRows(
  { cluster, given, project, name, env }: Stage,
  row: (what: string, look: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const product = { garden: given.garden, project, env: () => env };
  const dev = `${name}-dev`;
  const team = () => secret(cluster, dev, "team");
  await cluster.apply(
    pullSecret(dev, "team", { user: "own-user", password: "own-password" }),
  );
  const before = await team();

  await row("clean . --yes, while pods need the copies", async () => {
    const copies = await copiesIn(cluster, [dev]);
    const end = await ours(product, "clean", [".", "--yes"]);
    expectEnd(end, 1);
    if (copies.length === 0) throw new Error("there was no copy");
    if (!isDeepStrictEqual(await copiesIn(cluster, [dev]), copies))
      throw new Error("a copy that was needed is gone");
    return lastWords(end.stdout);
  });
  const namespaces = namespacesOf(name);
  await removeWorkloads(cluster, namespaces);
  await row("clean . --yes", async () => {
    const copies = await copiesIn(cluster, namespaces);
    for (const environment of ["dev", "ci", "ingress"]) {
      const args = [".", "--env", environment, "--yes"];
      expectEnd(await ours(product, "clean", args), 0);
    }
    const left = await copiesIn(cluster, namespaces);
    if (left.length > 0) throw new Error(`left: ${left.join(", ")}`);
    if (!isDeepStrictEqual(await team(), before))
      throw new Error("a Secret of somebody else's was changed");
    await secret(cluster, "registry-credentials", "dockerhub");
    return `${String(copies.length)} copies are gone, others' Secrets stay`;
  });
}

/** A sentence of ours, said exactly once. */
function explainedOnce(said: string): string {
  const { sentence } = causes["credential-rejected"];
  const times = said.replaceAll(/\s+/g, " ").split(sentence).length - 1;
  if (times !== 1) throw new Error(`${String(times)} times: ${sentence}`);
  return sentence;
}

/** A folder as docker has it after `docker login`. */
function dockerLogin({ credentials }: Cluster): string {
  const folder = temporaryFolder();
  const file = path.join(folder, "config.json");
  writeFileSync(file, dockerConfigJson(credentials), { mode: 0o600 });
  return folder;
}

/** Throws where there is none. */
async function secret(
  { kubectl }: Cluster,
  namespace: string,
  name: string,
): Promise<V1Secret> {
  const text = await kubectl(
    ...["get", "secret", name, `--namespace=${namespace}`, "--output=json"],
  );
  return JSON.parse(text) as V1Secret;
}

/** What carries the patch's mark. */
async function copiesIn(
  { kubectl }: Cluster,
  namespaces: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const namespace of namespaces) {
    const names = await kubectl(
      ...["get", "secrets", `--namespace=${namespace}`, "--output=name"],
      `--selector=${copyLabel}`,
    );
    const each = names.split("\n").filter((line) => line !== "");
    found.push(...each.map((copy) => `${namespace}/${copy}`));
  }
  return found;
}
