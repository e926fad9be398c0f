import { expect } from "chai";
import {
  resolveAction,
  variablesOf,
  withVersion,
} from "../../src/garden/actions.js";
import { applying } from "../../src/garden/applying-api.js";
import { BorderError } from "../../src/garden/border-error.js";
import { configGraph } from "../../src/garden/config-graph.js";
import { actionContext } from "../../src/garden/contexts.js";
import type { Garden, ResolvedAction } from "../../src/garden/garden.js";
import type { KubeApi } from "../../src/garden/kube-api.js";
import { gardenNames } from "../../src/garden/names.js";
import {
  kubernetesProviders,
  configuredProviders,
  resolveProvider,
  resolveProviders,
} from "../../src/garden/providers.js";

/** Each form as Garden's sources have it, by the versions that have it. */

const nothing = () => undefined;
const log = { info: nothing, warn: nothing, verbose: nothing };
const configs = [{ name: "exec" }, { name: "kubernetes" }];
const provider = { name: "kubernetes", config: {} };

const asGarden = (members: object): Garden => members as Garden;

/** To 0.13.30; `resolveProviders` is wrapped for tracing. */
class PositionalGarden {
  resolveProvider(given: unknown, name: string) {
    expect(given).to.equal(log);
    return Promise.resolve({ ...provider, name });
  }
  resolveProviders(...args: unknown[]) {
    expect(args).to.deep.equal([log]);
    return Promise.resolve({ kubernetes: provider });
  }
}

/** From 0.13.31 on. */
class ObjectGarden {
  resolveProvider(params: { log: unknown; name: string }) {
    expect(params.log).to.equal(log);
    return Promise.resolve({ ...provider, name: params.name });
  }
  resolveProviders(...args: unknown[]) {
    expect(args).to.deep.equal([{ log }]);
    return Promise.resolve({ kubernetes: provider });
  }
}

async function problemOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BorderError) return error.message;
    throw error;
  }
  throw new Error("expected a BorderError");
}

describe("the border to Garden", () => {
  describe("the configured providers", () => {
    for (const { versions, members } of [
      {
        versions: "to 0.13.52: at once",
        members: { getRawProviderConfigs: () => configs },
      },
      {
        versions: "0.13.53: under another name",
        members: { getUnresolvedProviderConfigs: () => configs },
      },
      {
        versions: "from 0.13.54 on: the old name answers later",
        members: {
          getRawProviderConfigs: () => Promise.resolve([]),
          getUnresolvedProviderConfigs: () => configs,
        },
      },
    ])
      it(versions, () => {
        expect(configuredProviders(asGarden(members))).to.equal(configs);
      });

    it("are missing where Garden has neither", async () => {
      expect(await problemOf(() => configuredProviders(asGarden({})))).to.equal(
        "it has no garden.getRawProviderConfigs",
      );
    });
  });

  for (const { versions, GardenOf } of [
    { versions: "to 0.13.30: by position", GardenOf: PositionalGarden },
    { versions: "from 0.13.31 on: one object", GardenOf: ObjectGarden },
  ])
    describe(`resolved providers ${versions}`, () => {
      const garden = asGarden(new GardenOf());

      it("one", async () => {
        const found = await resolveProvider(garden, log, "kubernetes");
        expect(found).to.deep.equal(provider);
      });

      it("all", async () => {
        const found = await resolveProviders(garden, log);
        expect(found).to.deep.equal({ kubernetes: provider });
      });

      it("those of the kubernetes family", async () => {
        const family = Object.assign(new GardenOf(), {
          getRawProviderConfigs: () => configs,
          getPlugin: (name: string) => Promise.resolve({ name, base: null }),
        });
        expect(await kubernetesProviders(asGarden(family), log)).to.deep.equal([
          provider,
        ]);
      });
    });

  const action = (members: object) =>
    ({
      getInternal: () => ({ inputs: { a: 1 } }),
      getResolvedDependencies: () => [],
      getExecutedDependencies: () => [],
      ...members,
    }) as unknown as ResolvedAction;

  for (const { versions, members, declared, inputs } of [
    {
      versions: "to 0.13.52",
      members: { getVariables: () => ({ v: 1 }) },
      declared: {},
      inputs: { a: 1 },
    },
    {
      versions: "from 0.13.53 on",
      members: { getVariablesContext: () => ({ v: 1 }) },
      declared: {
        InputContext: class {
          readonly wrapped: object;
          constructor(wrapped: object) {
            this.wrapped = wrapped;
          }
        },
      },
      inputs: { wrapped: { a: 1 } },
    },
  ])
    it(`an action's context ${versions}`, async () => {
      const given: object[] = [];
      const names: Record<string, unknown> = {
        ...declared,
        ActionSpecContext: function (params: object) {
          given.push(params);
        },
      };
      const functions = gardenNames((name) => {
        if (names[name] === undefined) throw new BorderError(name);
        return names[name];
      });
      const garden = Object.assign(new ObjectGarden(), {
        getPluginContext: (params: object) => Promise.resolve(params),
      });
      const graph = { getActions: () => [], getModules: () => [] };
      await actionContext(
        {
          ...{ garden: asGarden(garden), functions, graph, log, provider },
          resolvedProviders: {},
        },
        action(members),
      );
      const [context] = given as [{ inputs: object; variables: object }];
      expect({ ...context.inputs }).to.deep.equal(inputs);
      expect(context.variables).to.deep.equal({ v: 1 });
    });

  it("an action without variables is not one that we know", async () => {
    expect(await problemOf(() => variablesOf(action({})))).to.equal(
      "it has no action.getVariables",
    );
  });

  describe("an action's version", () => {
    class WithoutLog {
      versionString() {
        return "v-1";
      }
    }
    class WithLog {
      versionString(given: unknown) {
        if (given !== log) throw new TypeError("parentConfigs");
        return "v-1";
      }
    }
    for (const { versions, Action } of [
      { versions: "to 0.14.6", Action: WithoutLog },
      { versions: "from 0.14.7 on", Action: WithLog },
    ])
      it(versions, () => {
        const changed = withVersion(new Action(), (version) => `${version}-x`);
        expect(changed.versionString(log)).to.equal("v-1-x");
        expect(changed).to.be.instanceOf(Action);
      });
  });

  it("names the method that a graph, an action or a garden lacks", async () => {
    const graph = { getActions: () => [] };
    const garden = asGarden({
      getConfigGraph: () => Promise.resolve(graph),
      resolveAction: () => Promise.resolve({}),
    });
    expect(await problemOf(() => configGraph(garden, log, "sync"))).to.equal(
      "it has no graph.getModules",
    );
    const whole = { ...graph, getModules: () => [] };
    expect(
      await problemOf(() => resolveAction(garden, log, whole, action({}))),
    ).to.equal("it has no action.getSpec");
    expect(
      await problemOf(() =>
        resolveAction(asGarden({}), log, whole, action({})),
      ),
    ).to.equal("it has no garden.resolveAction");
  });

  it("sends an apply under its own type, and other headers as they are", async () => {
    const headers = new Headers();
    const api = {
      config: { applyToFetchOptions: () => Promise.resolve({ headers }) },
    } as unknown as KubeApi;
    const options = await applying(api).config?.applyToFetchOptions?.({});
    options?.headers.set("Content-Type", "application/json");
    options?.headers.set("accept", "application/json");
    expect(headers.get("content-type")).to.equal(
      "application/apply-patch+yaml",
    );
    expect(headers.get("accept")).to.equal("application/json");
    const bare = { config: {} } as unknown as KubeApi;
    expect(await problemOf(() => applying(bare))).to.equal(
      "it has no KubeApi.config.applyToFetchOptions",
    );
  });

  it("tells users what is wrong with which Garden", () => {
    const error = new BorderError("it has no garden.getPlugin");
    expect(error.sentence("0.15.0")).to.equal(
      "garden-pull-secrets does not fit Garden 0.15.0: it has no garden.getPlugin. Nothing was done. " +
        "The Gardens that it fits: garden-pull-secrets docs coverage",
    );
  });
});
