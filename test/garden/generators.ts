import type { V1LocalObjectReference } from "@kubernetes/client-node";
import fc from "fast-check";
import type { Manifest } from "../../dist/manifests/pod-specs.js";

/** The part of a provider config that Garden's builders read. */
export interface ProviderSpec {
  readonly imagePullSecrets?:
    readonly { name: string; namespace: string }[] | null;
}

export function secretNames(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[a-z]([a-z0-9-]{0,12}[a-z0-9])?$/);
}

/** Provider configs as Garden resolves them; a name stands in one namespace only. */
export function providerConfigs(): fc.Arbitrary<ProviderSpec> {
  const names = secretNames();
  const secrets = fc
    .uniqueArray(fc.record({ name: names, namespace: names }), {
      selector: ({ name }) => name,
      maxLength: 5,
    })
    .chain((unique) =>
      fc.shuffledSubarray([...unique, ...unique], { minLength: unique.length }),
    );
  const placement = fc.record(
    {
      annotations: fc.dictionary(names, names, { maxKeys: 2 }),
      nodeSelector: fc.dictionary(names, names, { maxKeys: 2 }),
      tolerations: fc.array(
        fc.record({ key: names, operator: fc.constant("Exists") }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const resources = fc.record({ limits: amounts(), requests: amounts() }).map(
    // Kubernetes refuses a request above its limit.
    ({ limits, requests }) => ({
      limits: larger(limits, requests),
      requests,
    }),
  );
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

interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

function amounts(): fc.Arbitrary<Amounts> {
  return fc.record({ cpu: fc.nat(4000), memory: fc.nat(8000) });
}

function larger(one: Amounts, other: Amounts): Amounts {
  return {
    cpu: Math.max(one.cpu, other.cpu),
    memory: Math.max(one.memory, other.memory),
  };
}

/** Workloads as users write them, some with pull secrets of their own. */
export function workloads(namespace: string): fc.Arbitrary<Manifest> {
  const own: fc.Arbitrary<V1LocalObjectReference[] | undefined> = fc.option(
    fc.uniqueArray(secretNames(), { maxLength: 3 }).map(referencesTo),
    { nil: undefined },
  );
  return fc
    .tuple(fc.constantFrom("Deployment", "StatefulSet", "DaemonSet"), own)
    .map(([kind, imagePullSecrets]) => ({
      apiVersion: "apps/v1",
      kind,
      metadata: { name: "app", namespace },
      spec: {
        ...(kind === "StatefulSet" && { serviceName: "app" }),
        selector: { matchLabels: { app: "app" } },
        template: {
          metadata: { labels: { app: "app" } },
          spec: {
            ...(imagePullSecrets && { imagePullSecrets }),
            containers: [{ name: "app", image: "docker.io/acme/app:1" }],
          },
        },
      },
    }));
}

function referencesTo(names: readonly string[]): V1LocalObjectReference[] {
  return names.map((name) => ({ name }));
}
