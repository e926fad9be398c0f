/** Runs Garden's two builders in one process, over generated provider configs and callers, patched and unpatched, and
 *  prints what came of it: `node --import tsx agreement-main.ts <cases> <seed>`. */
import assert from "node:assert/strict";
import type {
  V1Deployment,
  V1LocalObjectReference,
} from "@kubernetes/client-node";
import fc from "fast-check";
import cloneDeep from "lodash/cloneDeep.js";
import isEqual from "lodash/isEqual.js";
import { attach } from "../../dist/attach/attach.js";
import { npmGardenRoot } from "../../dist/attach/npm-garden.js";
import { patches } from "../../dist/patches/index.js";
import { core } from "./project.js";
import { unknownFields } from "./unknown-fields.js";

interface Case {
  readonly config: {
    readonly imagePullSecrets?:
      readonly { name: string; namespace: string }[] | null;
  };
  readonly caller: unknown;
}

interface Builders {
  getBuildkitDeployment(
    provider: object,
    authSecretName: string,
    imagePullSecrets: unknown,
  ): V1Deployment;
  getUtilManifests(
    provider: object,
    authSecretName: string,
    imagePullSecrets: unknown,
  ): { deployment: V1Deployment };
}

export interface Agreement {
  readonly cases: number;
  /** Cases in which the caller did not pass the complete, clean list. */
  readonly incomplete: number;
  /** Cases in which unpatched Garden's pods lack something, or carry too much. */
  readonly unpatchedFailures: number;
}

const runs = Number(process.argv[2]);
const seed = Number(process.argv[3]);
const root = npmGardenRoot(core);
const garden = attach({ root, patches });
assert(garden !== null);
const load = async (file: string) =>
  (await import(new URL(file, root).href)) as Builders;
const { getBuildkitDeployment } = await load(
  "plugins/kubernetes/container/build/buildkit.js",
);
const { getUtilManifests } = await load(
  "plugins/kubernetes/container/build/common.js",
);

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
    .tuple(configs(), fc.array(names(), { maxLength: 2 }), fc.nat())
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

function names(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z]([a-z0-9-]{0,12}[a-z0-9])?$/);
}

/** Provider configs as Garden resolves them; a name stands in one namespace only. */
function configs(): fc.Arbitrary<Case["config"]> {
  const secrets = fc
    .uniqueArray(fc.record({ name: names(), namespace: names() }), {
      selector: ({ name }) => name,
      maxLength: 5,
    })
    .chain((unique) =>
      fc.shuffledSubarray([...unique, ...unique], { minLength: unique.length }),
    );
  const placement = fc.record(
    {
      annotations: fc.dictionary(names(), names(), { maxKeys: 2 }),
      nodeSelector: fc.dictionary(names(), names(), { maxKeys: 2 }),
      tolerations: fc.array(
        fc.record({ key: names(), operator: fc.constant("Exists") }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const amount = fc.record({ cpu: fc.nat(4000), memory: fc.nat(8000) });
  const resources = fc.record({ limits: amount, requests: amount });
  return fc.record(
    {
      imagePullSecrets: fc.option(secrets),
      clusterBuildkit: fc
        .tuple(placement, fc.boolean())
        .map(([where, rootless]) => ({ ...where, rootless })),
      kaniko: placement,
      resources: fc.record({ builder: resources, util: resources }),
    },
    { requiredKeys: ["resources"] },
  );
}
