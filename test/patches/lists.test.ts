import { expect } from "chai";
import fc from "fast-check";
import { podSeams } from "./pod-seams.js";
import { deployment, type Lists } from "./seam.js";
import { systemSeams } from "./system-seams.js";
import {
  named,
  namespace,
  recordingCluster,
  sourceNamespace,
} from "./recording-cluster.js";

/** The names of the workloads of the system namespace: there the own list is that of the live one. */
const systemWorkloads = [
  "default-backend",
  "garden-nginx-ingress-nginx-controller",
  "ingress-nginx-controller",
  "garden-traefik",
];

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

describe("a pod's list", () => {
  for (const { title, account, copies, run } of [...podSeams, ...systemSeams]) {
    it(`${title}: ${account ? "own or the account's" : "own"}, then the provider's, each once, a name only`, async () => {
      await fc.assert(
        fc.asyncProperty(lists, async (given) => {
          const cluster = recordingCluster({
            accountList: given.account,
            live: systemWorkloads.map((name) => deployment(given.own, name)),
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

  for (const { title, account, copies, run } of podSeams) {
    it(`${title}: costs one read of what it needs, however many pods there are`, async () => {
      const cluster = recordingCluster();
      const given = {
        own: undefined,
        account: undefined,
        provider: ["a", "a"],
      };
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
});
