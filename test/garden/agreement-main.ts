/** Runs Garden's two builders in one process, over generated provider configs and callers, patched and unpatched, and
 *  prints what came of it: `node agreement-main.js <cases> <seed>`. */
import assert from "node:assert/strict";
import type {
  V1Deployment,
  V1LocalObjectReference,
} from "@kubernetes/client-node";
import fc from "fast-check";
import cloneDeep from "lodash/cloneDeep.js";
import isEqual from "lodash/isEqual.js";
import { attach } from "../../dist/attach/attach.js";
import { patches } from "../../dist/patches/index.js";
import {
  providerConfigs,
  secretNames,
  type ProviderSpec,
} from "./generators.js";
import { edits, gardenRoot, gardenShape, loadModule } from "./in-process.js";
import { unknownFields } from "./unknown-fields.js";

interface Case {
  readonly config: ProviderSpec;
  readonly caller: unknown;
}

interface Builders {
  readonly getBuildkitDeployment: Builder<V1Deployment>;
  readonly getUtilManifests: Builder<{ deployment: V1Deployment }>;
}

type Builder<T> = (
  provider: object,
  authSecretName: string,
  imagePullSecrets: unknown,
) => T;

export interface Agreement {
  readonly cases: number;
  /** Cases in which the caller did not pass the complete, clean list. */
  readonly incomplete: number;
  /** Cases in which unpatched Garden's pods lack something, or carry too much. */
  readonly unpatchedFailures: number;
}

const runs = Number(process.argv[2]);
const seed = Number(process.argv[3]);
const garden = await attach({
  root: gardenRoot,
  shape: gardenShape,
  edits,
  patches,
});
assert(garden !== null);
const builder = async <N extends keyof Builders>(name: N, file: string) => {
  const module = await loadModule(`plugins/kubernetes/container/build/${file}`);
  // A bundle's exports have names of their own, if any.
  return (module[name] ?? garden.name(name)) as Builders[N];
};
const getBuildkitDeployment = await builder(
  "getBuildkitDeployment",
  "buildkit.js",
);
const getUtilManifests = await builder("getUtilManifests", "common.js");

let incomplete = 0;
let unpatchedFailures = 0;
await fc.assert(
  fc.asyncProperty(cases(), async ({ config, caller }) => {
    const expected = expectedNames(config, caller);
    const clean = expected.map((name) => ({ name }));
    const patched = build(config, caller);
    const unpatched = await garden.unpatched(() =>
      Promise.resolve(build(config, caller)),
    );

    const [buildkit, util] = patched.map(pullSecrets);
    assert.deepEqual(buildkit, util, "the two Deployments agree");
    assert.deepEqual(buildkit ?? [], clean);
    for (const deployment of patched)
      assert.deepEqual(unknownFields(deployment, "V1Deployment"), []);
    assert.deepEqual(
      patched.map(withoutPullSecrets),
      unpatched.map(withoutPullSecrets),
      "otherwise untouched",
    );

    const passedClean = isEqual(caller ?? [], clean);
    const unpatchedClean = unpatched.every((deployment) =>
      isEqual(pullSecrets(deployment) ?? [], clean),
    );
    if (!passedClean) incomplete++;
    if (!unpatchedClean) unpatchedFailures++;
  }),
  { numRuns: runs, seed },
);
const result: Agreement = { cases: runs, incomplete, unpatchedFailures };
console.log(JSON.stringify(result));

function build(
  config: Case["config"],
  caller: unknown,
): [V1Deployment, V1Deployment] {
  const provider = { name: "kubernetes", config };
  return [
    getBuildkitDeployment(provider, "auth", caller),
    getUtilManifests(provider, "auth", caller).deployment,
  ];
}

function pullSecrets(
  deployment: V1Deployment,
): V1LocalObjectReference[] | undefined {
  return deployment.spec?.template.spec?.imagePullSecrets;
}

function withoutPullSecrets(deployment: V1Deployment): V1Deployment {
  const copy = cloneDeep(deployment);
  delete copy.spec?.template.spec?.imagePullSecrets;
  return copy;
}

function expectedNames(
  { imagePullSecrets }: Case["config"],
  caller: unknown,
): string[] {
  const passed = Array.isArray(caller) ? (caller as { name: string }[]) : [];
  return [
    ...new Set(
      [...passed, ...(imagePullSecrets ?? [])].map(({ name }) => name),
    ),
  ];
}

function cases(): fc.Arbitrary<Case> {
  return fc
    .tuple(
      providerConfigs(),
      fc.array(secretNames(), { maxLength: 2 }),
      fc.nat(),
    )
    .chain(([config, strangers, seedOfPart]) => {
      const entries = config.imagePullSecrets ?? [];
      const complete = [...new Set(entries.map(({ name }) => name))].map(
        (name) => ({ name }),
      );
      const part = complete.filter(
        (_, index) => (seedOfPart >> index) % 2 === 0,
      );
      return fc.record({
        config: fc.constant(config),
        caller: fc.constantFrom<unknown>(
          undefined,
          [],
          complete,
          part,
          [...complete, ...complete],
          entries.map(({ name, namespace }) => ({ name, namespace })),
          [...strangers.map((name) => ({ name })), ...part],
        ),
      });
    });
}
