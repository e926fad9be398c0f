import { expect } from "chai";
import fc from "fast-check";
import { actionResolver } from "../../src/commands/inside/resolve-actions.js";
import type { Action, Garden, Graph } from "../../src/garden/garden.js";

/** Stands in for Garden's own solver, which gives up on all that depends on an action that can't be resolved. */
const garden = {
  resolveAction({ action }: { action: FakeAction }) {
    if (action.isBroken)
      return Promise.reject(new Error(`${action.name} is broken`));
    const nothing = () => ({});
    return Promise.resolve({
      ...action,
      ...{ getSpec: nothing, getResolvedDependencies: nothing },
      ...{ getExecutedDependencies: nothing, getInternal: nothing },
      ...{ getOutput: nothing, versionString: () => "v-1" },
    });
  },
} as unknown as Garden;

interface FakeAction extends Action {
  readonly isBroken: boolean;
}

const nameOf = (index: number): string => `a${String(index)}`;

/** Depends on those that `on` names by their numbers. */
function fakeAction(
  index: number,
  on: readonly number[],
  isBroken: boolean,
): FakeAction {
  const name = nameOf(index);
  return {
    kind: "Deploy",
    type: "kubernetes",
    name,
    isBroken,
    key: () => `deploy.${name}`,
    mode: () => "default",
    isDisabled: () => false,
    getDependencyReferences: () =>
      on.map((other) => ({ kind: "Deploy", name: nameOf(other) })),
  };
}

const size = 20;

/** Twenty actions of which each depends on some before it; some are broken, refused by Garden, or not there. */
const graphs = fc
  .record({
    edges: fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), {
      minLength: size,
      maxLength: size,
    }),
    broken: fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }),
    refused: fc.uniqueArray(fc.nat(size - 1), { maxLength: 2 }),
    absent: fc.uniqueArray(fc.nat(size - 1), { maxLength: 2 }),
  })
  .map(({ edges, ...faults }) => ({
    ...faults,
    edges: edges.map((on, index) => on.filter((other) => other < index)),
  }));

describe("an action that can't be resolved", () => {
  it("keeps only those back that depend on it, each of which names it", async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ edges, broken, refused, absent }) => {
        const out = new Set([...refused, ...absent]);
        const actions = edges
          .map((on, index) => fakeAction(index, on, broken.includes(index)))
          .filter((_, index) => !out.has(index));
        const graph: Graph = {
          getActions: () => actions,
          getModules: () => [],
        };
        const log = { info() {}, warn() {}, verbose() {} };
        const resolve = actionResolver(
          garden,
          log,
          graph,
          new Map(
            refused.map((index) => [
              `Deploy ${nameOf(index)}`,
              new Error("its config is wrong"),
            ]),
          ),
        );
        const faults = (index: number): Set<number> => {
          if (out.has(index)) return new Set([index]);
          const below = (edges[index] ?? []).flatMap((on) => [...faults(on)]);
          if (below.length > 0) return new Set(below);
          return new Set(broken.includes(index) ? [index] : []);
        };
        for (const action of actions) {
          const index = Number(action.name.slice(1));
          const expected = [...faults(index)];
          const reason = await resolve(action).then(
            () => null,
            (error: unknown) => String(error),
          );
          if (expected.length === 0) {
            expect(reason).to.equal(null);
            continue;
          }
          const named = expected.some((fault) => {
            const name = nameOf(fault);
            if (fault === index) return reason === `Error: ${name} is broken`;
            return (
              reason?.endsWith(
                `depends on Deploy ${name}, which ${refused.includes(fault) || !absent.includes(fault) ? "can't be resolved" : "is not in the project"}`,
              ) === true
            );
          });
          expect(named, reason ?? "resolved").to.equal(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is resolved once, however many depend on it", async () => {
    let asked = 0;
    const counting = {
      resolveAction(params: { action: FakeAction }) {
        if (params.action.name === "a0") asked++;
        return garden.resolveAction(params as never);
      },
    } as unknown as Garden;
    const actions = [0, 1, 2].map((index) =>
      fakeAction(index, index === 0 ? [] : [0], true),
    );
    const graph: Graph = { getActions: () => actions, getModules: () => [] };
    const log = { info() {}, warn() {}, verbose() {} };
    const resolve = actionResolver(counting, log, graph, new Map());
    await Promise.allSettled(actions.map(resolve));
    expect(asked).to.equal(1);
  });
});
