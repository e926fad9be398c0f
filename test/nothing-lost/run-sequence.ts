import { expect } from "chai";
import { forgetCluster } from "../../src/cluster/memory.js";
import { kubeApi, type ApiAnswer, type ApiRequest, type Send } from "./api.js";
import type { StoredObject } from "./api-server.js";
import { checkWrite } from "./check-write.js";
import { startCluster, type Cluster } from "./cluster.js";
import { createInterruptions, objectPath } from "./interruptions.js";
import { passwordMark } from "./objects.js";
import { operate, type Said } from "./operations.js";
import { comparable, dataOf } from "./rules.js";
import {
  podNamespaces,
  projects,
  sourceNamespaces,
  type Operation,
  type Sequence,
  type Step,
} from "./sequences.js";
import { inTurns } from "./turns.js";

/** What a sequence did: each request of the patch's with its answer, and what the cluster holds in the end. */
export interface Outcome {
  readonly requests: readonly string[];
  readonly left: readonly object[];
}

/** Runs a sequence against an API server, where namespaces with `prefix` before their names are there, and empty. Throws
 *  where something is lost: what was not the patch's has changed, or what is needed is gone. */
export async function runSequence(
  sequence: Sequence,
  server: Send,
  prefix: string,
): Promise<Outcome> {
  const cluster = await startCluster(sequence, server, prefix);
  const requests: string[] = [];
  for (const step of sequence.steps) {
    for (const edit of step.edits) await cluster.edit(edit);
    for (const user of step.adds) await cluster.add(user);
    for (const index of step.ends) await cluster.end(index);
    await runStep(step, cluster, requests);
  }
  // What is remembered of one cluster is nothing to the next.
  forgetCluster();
  const left = JSON.stringify(await everythingIn(cluster));
  return {
    requests: requests.map((line) => line.replaceAll(prefix, "")),
    left: JSON.parse(left.replaceAll(prefix, "")) as object[],
  };
}

async function runStep(
  step: Step,
  cluster: Cluster,
  requests: string[],
): Promise<void> {
  const { prefix } = cluster;
  const before = await neededAndThere(cluster);
  const interruptions = createInterruptions(step, cluster);
  const problems: unknown[] = [];
  const all: Said[] = [];

  /** The answer to an operation's request, unless something comes in between. */
  async function answer(
    operation: Operation,
    said: Said,
    request: ApiRequest,
  ): Promise<ApiAnswer> {
    const instead = await interruptions.before(request);
    if (instead?.takesEffect === false) return instead.answer;
    if (request.method === "GET")
      return instead?.answer ?? (await cluster.server(request));
    const path = objectPath(request);
    const before = await cluster.read(path);
    const found = await cluster.server(request);
    const after = await cluster.read(path);
    if (found.status < 300)
      await checkWrite(operation, said, path, { before, after }, cluster);
    return instead?.answer ?? found;
  }

  const resources = cluster.resources();
  const operations = step.operations.map(
    (operation) =>
      async (inTurn: <T>(work: () => Promise<T>) => Promise<T>) => {
        const said: Said = { lines: [], warnings: [], errors: [] };
        all.push(said);
        const send: Send = (request) =>
          inTurn(async () => {
            try {
              const found = await answer(operation, said, request);
              requests.push(inWords(operation, request, found));
              return found;
            } catch (error) {
              // The patch may take it for a failed request.
              problems.push(error);
              throw error;
            }
          });
        await operate(operation, kubeApi(send), { prefix, resources }, said);
      },
  );
  let turn = 0;
  await inTurns(operations, (waiting) => {
    const next = step.order[turn++ % step.order.length] ?? 0;
    return next % Math.max(waiting, 1);
  });
  if (problems.length > 0) throw problems[0];

  for (const { lines } of all)
    expect(lines.join("\n")).not.to.contain(passwordMark);
  const errors = all.flatMap((said) => said.errors);
  const after = await neededAndThere(cluster);
  const needed = await cluster.needed();
  for (const key of before) {
    if (after.has(key) || interruptions.deleted.has(key) || !needed.has(key))
      continue;
    // What can't be changed was deleted, and could not be created again: that is said.
    const [namespace = "", name = ""] = key.split("/");
    expect(errors.join("\n"), `${key} is gone`).to.contain(
      `Secret '${name}' in namespace '${namespace}'`,
    );
  }
  if (step.operations.length === 1 && step.interruptions.length === 0)
    for (const operation of step.operations)
      if (operation.does === "deploy")
        await checkDeployed(operation, errors, cluster);
}

/** `<namespace>/<name>` of each Secret that is needed and there. */
async function neededAndThere(cluster: Cluster): Promise<Set<string>> {
  const found = new Set<string>();
  for (const key of await cluster.needed()) {
    const [namespace = "", name = ""] = key.split("/");
    const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
    if ((await cluster.read(path)) !== null) found.add(key);
  }
  return found;
}

function inWords(
  { does }: Operation,
  { method, path, query }: ApiRequest,
  answer: ApiAnswer,
): string {
  const { labelSelector = "" } = query;
  return `${does} ${method} ${path} ${labelSelector} ${String(answer.status)}`;
}

/** Undisturbed, a deploy brings every pull secret, or refuses. */
async function checkDeployed(
  { project, namespace }: Operation & { does: "deploy" },
  errors: readonly string[],
  { pathOf, read }: Cluster,
): Promise<void> {
  if (errors.length > 0) {
    expect(errors.join()).to.match(
      /was not made by garden-pull-secrets|not found; the provider config/,
    );
    return;
  }
  const { imagePullSecrets, copySecrets } = projects[project];
  for (const place of [...imagePullSecrets, ...copySecrets]) {
    const source = await read(pathOf(place));
    const copy = await read(pathOf({ ...place, namespace }));
    if (source === null || source.type === "Opaque") continue;
    expect(copy && dataOf(copy), place.name).to.equal(dataOf(source));
  }
}

/** All Secrets and ServiceAccounts, as they can be compared. */
async function everythingIn({ server, prefix }: Cluster): Promise<object[]> {
  const found: object[] = [];
  for (const namespace of [...sourceNamespaces, ...podNamespaces])
    for (const plural of ["secrets", "serviceaccounts"]) {
      const path = `/api/v1/namespaces/${prefix}${namespace}/${plural}`;
      const { body } = await server({
        ...{ method: "GET", path, query: {}, apply: false },
      });
      const { items } = body as { items: StoredObject[] };
      // Each namespace has an account of this name.
      const ours = items.filter(({ metadata }) => metadata.name !== "default");
      found.push(...ours.map(comparable));
    }
  return found;
}
