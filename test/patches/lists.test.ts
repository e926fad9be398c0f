import { expect } from "chai";
import fc from "fast-check";
import { patches } from "../../src/patches/index.js";
import {
  named,
  namespace,
  providerWith,
  recordingCluster,
  sourceNamespace,
  type RecordingCluster,
} from "./recording-cluster.js";
import { rowCases, type ListsCase, type RowCase } from "./row-case.js";
import { deployment, podSpecsIn, type Lists } from "./seam.js";

function rowOf(id: string) {
  const row = patches.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row;
}

/** The list of the pod, or of each of the pods, that the row's function returns. */
async function listFrom(
  id: string,
  { call }: RowCase,
  { own, provider }: Lists,
  { context, api }: RecordingCluster,
): Promise<unknown> {
  if (!call) throw new Error(`how is the function of ${id} called?`);
  const { args, result, later } = call({
    provider: providerWith(provider),
    own,
    prepared: provider,
    api,
  });
  const wrapped = rowOf(id).wrap(
    () => (later ? Promise.resolve(result) : result),
    context,
  ) as (...given: unknown[]) => unknown;
  const [first, ...others] = podSpecsIn(await wrapped(...args)).map(
    ({ imagePullSecrets }) => imagePullSecrets,
  );
  for (const other of others) expect(other).to.deep.equal(first);
  return first;
}

function expectedList({ own, account, provider }: Lists, counts: boolean) {
  const first = own?.length ? own : counts ? (account ?? []) : [];
  return [...new Set([...first, ...provider])];
}

const names = fc.constantFrom("a", "b", "c", "d", "e");
const lists: fc.Arbitrary<Lists> = fc.record({
  own: fc.option(fc.array(names, { maxLength: 4 }), { nil: undefined }),
  account: fc.option(fc.array(names, { maxLength: 4 }), { nil: undefined }),
  provider: fc.array(names, { maxLength: 4 }),
});

const cases = await rowCases(patches.map(({ id }) => id));

describe("a pod's list", () => {
  it("is tried of each row that Garden makes pods with", () => {
    const tried = [...cases].flatMap(([id, row]) => (row.lists ? [id] : []));
    expect(tried).to.deep.equal(
      patches
        .filter(({ pod }) => !/^(none:|with `--workloads`)/.test(pod))
        .map(({ id }) => id),
    );
  });

  for (const [id, row] of cases) {
    const { lists: about } = row;
    if (!about) continue;
    const run = async (given: Lists, cluster: RecordingCluster) =>
      about.run
        ? await about.run(given, cluster, rowOf)
        : await listFrom(id, row, given, cluster);
    hasAll(id, about, run);
    if (about.live === undefined) costsOneRead(id, about, run);
  }
});

type Run = (given: Lists, cluster: RecordingCluster) => Promise<unknown>;

function hasAll(
  id: string,
  { account, copies, live }: ListsCase,
  run: Run,
): void {
  it(`${id}: ${account ? "own or the account's" : "own"}, then the provider's, each once, a name only`, async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (given) => {
        const cluster = recordingCluster({
          accountList: given.account,
          live: live === undefined ? [] : [deployment(given.own, live)],
        });
        const list = await run(given, cluster);
        if (given.provider.length === 0) {
          expect(cluster.requests).to.deep.equal([]);
          return;
        }
        expect(list).to.deep.equal(named(expectedList(given, account)));
        const created = cluster.requests.filter((request) =>
          request.startsWith("create"),
        );
        expect(created.sort()).to.deep.equal(
          copies
            ? [...new Set(given.provider)]
                .sort()
                .map((name) => `create Secret ${namespace}/${name}`)
            : [],
        );
      }),
      { numRuns: 200 },
    );
  });
}

function costsOneRead(
  id: string,
  { account, copies }: ListsCase,
  run: Run,
): void {
  it(`${id}: costs one read of what it needs, however many pods there are`, async () => {
    const cluster = recordingCluster();
    const given = { own: undefined, account: undefined, provider: ["a", "a"] };
    for (let pods = 0; pods < 5; pods++) await run(given, cluster);
    expect(cluster.requests).to.deep.equal([
      ...(copies
        ? [
            `read Secret ${sourceNamespace}/a`,
            `read Secret ${namespace}/a`,
            `create Secret ${namespace}/a`,
          ]
        : []),
      ...(account ? [`read ServiceAccount ${namespace}/default`] : []),
    ]);
  });
}
