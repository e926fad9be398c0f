import { randomUUID } from "node:crypto";
import type { V1Secret } from "@kubernetes/client-node";
import { isDeepStrictEqual } from "node:util";
import { temporaryFolder } from "../../garden/project.js";
import type { Cluster } from "../cluster.js";
import { installGardenTools } from "../garden-tools.js";
import type { CredentialSearch } from "./credential-search.js";
import {
  startLongLivedGarden,
  type LongLivedGarden,
  type MemorySample,
} from "./long-lived-garden.js";
import { memoryProject } from "./projects.js";
import { leftBehind, runVariable } from "./processes.js";
import type { Random } from "./random.js";
import { formsOf, rotatedName, steadyName, writeSource } from "./source.js";

export interface MemoryRun {
  readonly patched: readonly MemorySample[];
  readonly unpatched: readonly MemorySample[];
  /** What went wrong in one of the processes. */
  readonly wrong: readonly string[];
}

interface Watched {
  readonly garden: LongLivedGarden;
  readonly mark: string;
  readonly name: string;
  readonly patched: boolean;
  readonly samples: MemorySample[];
}

interface Bench {
  readonly cluster: Cluster;
  readonly random: Random;
  readonly search: CredentialSearch;
}

/** Lets a patched and an unpatched process deploy again and again, each time with a new password in the source Secret,
 *  until `over`; each is measured after each of its deploys. */
export async function watchMemory(
  bench: Bench,
  over: () => boolean,
): Promise<MemoryRun> {
  const watched: Watched[] = [];
  const wrong: string[] = [];
  try {
    for (const patched of [false, true]) {
      watched.push(await start(bench, patched));
    }
    while (!over()) {
      for (const one of watched) wrong.push(...(await cycle(bench, one)));
      if (wrong.length > 0) break;
    }
  } catch (error) {
    wrong.push(bench.search.redact(String(error)));
  } finally {
    for (const { garden, mark } of watched) {
      await garden.end();
      wrong.push(...(await leftBehind(mark)));
    }
  }
  const samplesOf = (patched: boolean) =>
    watched.find((one) => one.patched === patched)?.samples ?? [];
  return { patched: samplesOf(true), unpatched: samplesOf(false), wrong };
}

async function start(
  { cluster, random, search }: Bench,
  patched: boolean,
): Promise<Watched> {
  const name = patched ? "memory-patched" : "memory-unpatched";
  await cluster.createNamespace(name);
  await cluster.createNamespace(`${name}-credentials`);
  for (const secret of [rotatedName, steadyName]) {
    const credentials = { user: "memory", password: random.password() };
    search.know(...formsOf(credentials));
    await writeSource(cluster, `${name}-credentials`, secret, credentials);
  }
  const home = temporaryFolder();
  installGardenTools(home, cluster.binaries);
  const cwd = memoryProject(name);
  for (const folder of [home, cwd]) search.watch(folder);
  const mark = randomUUID();
  const garden = await startLongLivedGarden({
    patched,
    cwd,
    home,
    env: {
      KUBECONFIG: cluster.kubeconfig,
      GARDEN_PULL_SECRETS_WORKLOADS: "true",
      [runVariable]: mark,
    },
  });
  return { garden, mark, name, patched, samples: [] };
}

async function cycle(
  { cluster, random, search }: Bench,
  { garden, name, samples }: Watched,
): Promise<string[]> {
  const credentials = { user: "memory", password: random.password() };
  search.know(...formsOf(credentials));
  const source = await writeSource(
    cluster,
    `${name}-credentials`,
    rotatedName,
    credentials,
  );
  await garden.run("deploy --force");
  samples.push(await garden.sample());
  search.hear(`garden serve in ${name}`, garden.said());
  const text = await cluster.kubectl(
    "get",
    "secret",
    rotatedName,
    `--namespace=${name}`,
    "--output=json",
  );
  const copy = JSON.parse(text) as V1Secret;
  return isDeepStrictEqual(copy.data, source.data)
    ? []
    : [`the copy in ${name} differs from its source`];
}
