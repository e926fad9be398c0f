import { expect } from "chai";
import { patches } from "../../src/patches/index.js";
import { workloadsVariable } from "../../src/patches/workloads/workloads-option.js";
import { log, providerWith, recordingCluster } from "./recording-cluster.js";
import { rowCases, type RowCase } from "./row-case.js";
import { action } from "./seam.js";

/** What only a Garden that we do not know yet would give. */
const added = ["added by a newer Garden", { statusOnly: true }];
const self = { called: "on this" };

interface Call {
  readonly self: unknown;
  readonly args: readonly unknown[];
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** A function of Garden's that remembers how it was called; it takes as many parameters as Garden's. */
function recording(calls: Call[], result: unknown, length = 1): AnyFunction {
  const fn = function (this: unknown, ...args: unknown[]) {
    calls.push({ self: this, args });
    return result;
  };
  return Object.defineProperty(fn, "length", { value: length });
}

const provider = providerWith([]);
const ctx = { provider, command: { name: "deploy" } };
const status = { state: "ready", detail: { state: "ready" } };

/** The methods of Garden's classes that are replaced. */
const methods: Readonly<Record<string, readonly unknown[]>> = {
  createPod: [{ log }],
  prepareLogsFollower: [{}],
};

const deployHandlers = [
  "getStatus",
  "getLogs",
  "exec",
  "delete",
  "deploy",
  "plan",
];

describe("what replaces a function of Garden's", () => {
  const { context } = recordingCluster();
  let cases: ReadonlyMap<string, RowCase>;
  before(async () => {
    cases = await rowCases(patches.map(({ id }) => id));
    process.env[workloadsVariable] = "true";
  });
  after(() => {
    Reflect.deleteProperty(process.env, workloadsVariable);
  });

  for (const patch of patches) {
    const { id, declares } = patch;
    if (declares === "Command") {
      it(`${id} hands on all arguments of a command`, async () => {
        const calls: Call[] = [];
        const run = recording(calls, Promise.resolve({}));
        class Command {
          getFullName = () => "deploy";
        }
        Object.assign(Command.prototype, { run });
        patch.wrap(Command, context);
        const made = new Command() as Command & { run: typeof run };
        await made.run({ sessionId: "1" }, ...added);
        expect(calls).to.have.length(1);
        expect(calls[0]?.self).to.equal(made);
        expect(calls[0]?.args.slice(1)).to.deep.equal(added);
        expect(made.run.length).to.equal(run.length);
      });
      continue;
    }
    if (declares === "createGardenPlugin") {
      it(`${id} hands on all arguments of ${declares}, and of the handlers`, async () => {
        const calls: Call[] = [];
        const handlerCalls: Call[] = [];
        const handler = recording(handlerCalls, Promise.resolve(status));
        const handlers = Object.fromEntries(
          deployHandlers.map((name) => [name, handler]),
        );
        const spec = {
          name: "kubernetes",
          handlers: { configureProvider: handler, cleanupEnvironment: handler },
          createActionTypes: { Deploy: [{ name: "kubernetes", handlers }] },
        };
        const create = patch.wrap(recording(calls, {}), context) as AnyFunction;
        create.call(self, spec, ...added);
        expect(calls).to.have.length(1);
        expect(calls[0]?.self).to.equal(self);
        expect(calls[0]?.args.slice(1)).to.deep.equal(added);
        const made = calls[0]?.args[0] as typeof spec;
        const [definition] = made.createActionTypes.Deploy;
        const replaced = Object.entries<AnyFunction>({
          ...made.handlers,
          ...definition?.handlers,
        });
        expect(replaced).to.have.length(2 + deployHandlers.length);
        for (const [name, replacement] of replaced) {
          handlerCalls.length = 0;
          expect(replacement.length, name).to.equal(handler.length);
          await replacement.call(
            self,
            { ctx, log, action, config: {} },
            ...added,
          );
          expect(handlerCalls, name).to.have.length(1);
          expect(handlerCalls[0]?.self, name).to.equal(self);
          expect(handlerCalls[0]?.args.slice(1), name).to.deep.equal(added);
        }
      });
      continue;
    }
    if (declares === "PodRunner") {
      it(`${id} hands on all arguments of a runner's methods`, async () => {
        const calls: Call[] = [];
        const Runner = class {
          readonly provider = provider;
          readonly pod = {};
        };
        for (const name of Object.keys(methods))
          Object.assign(Runner.prototype, {
            [name]: recording(calls, { closeAndFlush: () => undefined }),
          });
        Object.assign(Runner.prototype, {
          awaitRunningPod: recording(calls, undefined),
        });
        const Wrapped = patch.wrap(Runner, context) as new () => Record<
          string,
          AnyFunction
        >;
        const runner = new Wrapped();
        for (const [name, args] of Object.entries(methods)) {
          calls.length = 0;
          await runner[name]?.(...args, ...added);
          expect(calls, name).to.have.length(1);
          expect(calls[0]?.args.slice(args.length), name).to.deep.equal(added);
          expect(calls[0]?.self, name).to.equal(runner);
        }
      });
      continue;
    }
    it(`${id} hands on all arguments of ${declares}`, async () => {
      const call = cases.get(id)?.call?.({ provider });
      if (!call) throw new Error(`how is ${declares} called?`);
      const calls: Call[] = [];
      const result = call.later ? Promise.resolve(call.result) : call.result;
      const replacement = patch.wrap(
        recording(calls, result),
        context,
      ) as AnyFunction;
      await replacement.call(self, ...call.args, ...added);
      expect(calls).to.have.length(1);
      expect(calls[0]?.self).to.equal(self);
      expect(calls[0]?.args.slice(call.args.length)).to.deep.equal(added);
    });
  }
});
