import { execFileSync } from "node:child_process";
import type { V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import {
  mapPodSpecs,
  podSpecsOf,
  type Manifest,
} from "../../src/manifests/pod-specs.js";
import { deepFreeze } from "./deep-freeze.js";

/** A pod spec that can be told from others. */
function podSpec(name: string): V1PodSpec {
  return { containers: [{ name }] };
}

function pod(name: string): Manifest & { spec: V1PodSpec } {
  return { apiVersion: "v1", kind: "Pod", spec: podSpec(name) };
}

function workload(apiVersion: string, kind: string, name: string) {
  return { apiVersion, kind, spec: { template: { spec: podSpec(name) } } };
}

function list(...items: unknown[]) {
  return { apiVersion: "v1", kind: "List", items };
}

describe("podSpecsOf", () => {
  const withoutApiVersion = { kind: "Pod", spec: podSpec("a") };
  const cases: { title: string; input: Manifest; expected: string[] }[] = [
    { title: "a Pod", input: pod("a"), expected: ["a"] },
    {
      title: "a List, in document order",
      input: list(
        workload("apps/v1", "Deployment", "b"),
        { apiVersion: "v1", kind: "ConfigMap" },
        list(pod("a"), list(), list(pod("d"))),
        workload("batch/v1", "Job", "c"),
      ),
      expected: ["b", "a", "d", "c"],
    },
    { title: "a List without items", input: list(), expected: [] },
    { title: "nothing that names its kind", input: {}, expected: [] },
    {
      title: "a Pod without an apiVersion",
      input: withoutApiVersion,
      expected: [],
    },
    {
      title: "a kind by the name of an object's method",
      input: { apiVersion: "v1", kind: "constructor" },
      expected: [],
    },
    ...["apps/v1", "apps/v1beta1", "apps/v1beta2", "extensions/v1beta1"].map(
      (apiVersion) => ({
        title: `a Deployment of ${apiVersion}`,
        input: workload(apiVersion, "Deployment", "a"),
        expected: ["a"],
      }),
    ),
    ...["v1", "batch/v1", "example.com/v1", "apps", ""].map((apiVersion) => ({
      title: `no Deployment of "${apiVersion}"`,
      input: workload(apiVersion, "Deployment", "a"),
      expected: [],
    })),
    ...["batch/v1", "batch/v1beta1", "batch/v2alpha1"].map((apiVersion) => ({
      title: `a CronJob of ${apiVersion}`,
      input: {
        apiVersion,
        kind: "CronJob",
        spec: { jobTemplate: { spec: { template: { spec: podSpec("a") } } } },
      },
      expected: ["a"],
    })),
  ];

  for (const { title, input, expected } of cases) {
    it(`finds the pod specs of ${title}`, () => {
      const names = podSpecsOf(deepFreeze(input)).map(
        ({ containers }) => containers[0]?.name,
      );
      expect(names).to.deep.equal(expected);
    });
  }

  it("returns the pod specs themselves, not copies", () => {
    const input = pod("a");
    expect(podSpecsOf(input)[0]).to.equal(input.spec);
  });
});

describe("mapPodSpecs", () => {
  const rename = (spec: V1PodSpec) => ({ ...spec, hostname: "changed" });

  it("returns the manifest itself where nothing changed", () => {
    const input = list(pod("a"), list(workload("apps/v1", "DaemonSet", "b")));
    expect(mapPodSpecs(input, (spec) => spec)).to.equal(input);
  });

  it("copies what leads to a changed pod spec, and shares the rest", () => {
    const input = deepFreeze({
      ...workload("apps/v1", "Deployment", "a"),
      metadata: { name: "web", labels: { app: "web" } },
    });
    const output = mapPodSpecs(input, rename);
    expect(output).to.deep.equal({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", labels: { app: "web" } },
      spec: {
        template: {
          spec: { containers: [{ name: "a" }], hostname: "changed" },
        },
      },
    });
    expect(output.metadata).to.equal(input.metadata);
    expect(output.spec.template.spec.containers).to.equal(
      input.spec.template.spec.containers,
    );
  });

  it("shares the items of a List that stay as they are", () => {
    const [first, second] = [pod("a"), pod("b")];
    const input = deepFreeze(list(first, second));
    const output = mapPodSpecs(input, (spec) =>
      spec === second.spec ? rename(spec) : spec,
    );
    expect(output.items[0]).to.equal(first);
    expect(output.items[1]).to.deep.equal({
      ...second,
      spec: rename(second.spec),
    });
  });

  it("leaves a spec that is none to whoever wrote it", () => {
    for (const spec of [null, undefined, "text", 3, [podSpec("a")]]) {
      const input = { apiVersion: "v1", kind: "Pod", spec };
      expect(mapPodSpecs(input, rename)).to.equal(input);
    }
  });
});

describe("the table of kinds", () => {
  /** The classes of client-node that know the names and types of their fields. A process without a loader for
   *  TypeScript reads its many files in a third of the time. */
  const models = new Map(
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          "--input-type=module",
          "--eval",
          `import * as clientNode from "@kubernetes/client-node";
          const models = Object.entries(clientNode).filter(([, value]) => value?.getAttributeTypeMap);
          console.log(JSON.stringify(models.map(([name, model]) => [name, model.getAttributeTypeMap()])));`,
        ],
        { encoding: "utf8", maxBuffer: 2 ** 24 },
      ),
    ) as [name: string, fields: { name: string; type: string }[]][],
  );

  /** The ways from a type to the pod specs in it, but not through lists. */
  function podSpecPaths(type: string, within: string[] = []): string[][] {
    if (type === "V1PodSpec") return [[]];
    const fields = models.get(type) ?? [];
    if (within.includes(type)) return [];
    return fields.flatMap((field) =>
      podSpecPaths(field.type, [...within, type]).map((path) => [
        field.name,
        ...path,
      ]),
    );
  }

  const kinds = [...models]
    .filter(([, fields]) =>
      ["apiVersion", "kind", "metadata"].every((field) =>
        fields.some(({ name }) => name === field),
      ),
    )
    .map(([type]) => ({
      kind: type.replace(/^(Core|Events|Discovery)?V\d+((alpha|beta)\d+)?/, ""),
      paths: podSpecPaths(type),
    }))
    .filter(({ paths }) => paths.length > 0);

  it("is compared with the kinds of client-node that make pods", () => {
    expect(kinds.map(({ kind }) => kind)).to.have.members([
      "CronJob",
      "DaemonSet",
      "Deployment",
      "Job",
      "Pod",
      "PodTemplate",
      "ReplicaSet",
      "ReplicationController",
      "StatefulSet",
    ]);
  });

  for (const { kind, paths } of kinds) {
    it(`knows every pod spec of a ${kind}`, () => {
      for (const path of paths) {
        const spec = podSpec("a");
        const content = path.reduceRight<object>(
          (value, field) => ({ [field]: value }),
          spec,
        );
        const found = ["v1", "apps/v1", "batch/v1"].flatMap((apiVersion) =>
          podSpecsOf({ ...content, apiVersion, kind }),
        );
        expect(found, path.join(".")).to.deep.equal([spec]);
      }
    });
  }
});
