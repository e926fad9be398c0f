import { expect } from "chai";
import fc from "fast-check";
import {
  kindOf,
  mayHidePods,
  podSpecsIn,
} from "../../src/manifests/custom-pods.js";
import { imagesOf } from "../../src/manifests/images.js";
import type { Manifest } from "../../src/manifests/pod-specs.js";

const podSpec = { containers: [{ name: "main", image: "nginx:1" }] };

function resource(apiVersion: string, kind: string, body: object): Manifest {
  return { apiVersion, kind, metadata: { name: "web" }, ...body };
}

/** Where some custom resources keep a pod. */
const custom = [
  resource("argoproj.io/v1alpha1", "Rollout", {
    spec: { template: { spec: podSpec } },
  }),
  resource("serving.knative.dev/v1", "Service", {
    spec: { template: { spec: podSpec } },
  }),
  resource("apps.openshift.io/v1", "DeploymentConfig", {
    spec: { template: { spec: podSpec } },
  }),
  resource("keda.sh/v1alpha1", "ScaledJob", {
    spec: { jobTargetRef: { template: { spec: podSpec } } },
  }),
];

const hidden = resource("argoproj.io/v1alpha1", "CronWorkflow", {
  spec: { workflowSpec: { templates: [{ container: { image: "nginx:1" } }] } },
});

const list = (...items: Manifest[]) => resource("v1", "List", { items });

describe("the pods of custom resources", () => {
  for (const manifest of custom) {
    const title = kindOf(manifest);
    it(`are seen in ${title}`, () => {
      expect(podSpecsIn(manifest)).to.deep.equal([podSpec]);
      expect(mayHidePods(manifest)).to.equal(false);
      expect(podSpecsIn(list(manifest, manifest))).to.have.length(2);
    });
  }

  it("are seen in a List beside those of Kubernetes' own kinds", () => {
    const pod = resource("v1", "Pod", { spec: { containers: [] } });
    const mixed = list(pod, ...custom.slice(0, 1));
    expect(podSpecsIn(mixed)).to.deep.equal([{ containers: [] }, podSpec]);
    expect(mayHidePods(mixed)).to.equal(false);
  });

  for (const { title, body } of [
    { title: "no containers", body: { containers: [] } },
    { title: "a container's name only", body: { containers: ["main"] } },
    { title: "an image that is no text", body: { containers: [{ image: 1 }] } },
    {
      title: "one container without an image",
      body: { containers: [{ image: "nginx:1" }, { name: "second" }] },
    },
  ])
    it(`are not what has ${title}`, () => {
      const manifest = resource("example.test/v1", "Widget", { spec: body });
      expect(podSpecsIn(manifest)).to.deep.equal([]);
      expect(mayHidePods(manifest)).to.equal(true);
    });

  for (const { title, manifest } of [
    { title: "another kind's", manifest: { apiVersion: "v1", kind: "Config" } },
    {
      title: "another group's List's",
      manifest: { apiVersion: "apps/v1", kind: "List" },
    },
  ])
    it(`are not looked for in ${title} items`, () => {
      const holder = { ...manifest, items: [custom[0], hidden] } as Manifest;
      expect(podSpecsIn(holder)).to.deep.equal([]);
      expect(mayHidePods(holder)).to.equal(false);
    });

  for (const items of [
    undefined,
    "text",
    { 0: hidden },
    [null, "text", [hidden]],
  ])
    it(`are none in a List of ${JSON.stringify(items)}`, () => {
      const holder = resource("v1", "List", { items });
      expect(podSpecsIn(holder)).to.deep.equal([]);
      expect(mayHidePods(holder)).to.equal(false);
    });

  it("may be there where none is seen", () => {
    expect(podSpecsIn(hidden)).to.deep.equal([]);
    expect(mayHidePods(hidden)).to.equal(true);
    expect(mayHidePods(list(hidden))).to.equal(true);
  });

  it("are none of Kubernetes' own kinds'", () => {
    for (const manifest of [
      resource("v1", "Service", { spec: podSpec }),
      resource("v1", "ConfigMap", { data: {} }),
      list(),
    ]) {
      expect(podSpecsIn(manifest)).to.deep.equal([]);
      expect(mayHidePods(manifest)).to.equal(false);
    }
  });

  it("are seen wherever a custom resource keeps them", () => {
    const place = fc.array(
      fc
        .oneof(fc.string(), fc.constant(0))
        .filter((key) => key !== "__proto__"),
      { minLength: 1, maxLength: 8 },
    );
    const others = fc.dictionary(
      fc.string().filter((key) => key !== "containers"),
      fc
        .jsonValue({ maxDepth: 2 })
        .filter((value) => !JSON.stringify(value).includes("containers")),
    );
    fc.assert(
      fc.property(place, others, (keys, beside) => {
        const body = keys.reduceRight<unknown>(
          (inner, key) =>
            key === 0 ? [beside, inner] : { ...beside, [key]: inner },
          podSpec,
        );
        const manifest = resource("example.test/v1", "Widget", { spec: body });
        expect(podSpecsIn(manifest)).to.deep.equal([podSpec]);
        const without = resource("example.test/v1", "Widget", { spec: beside });
        expect(podSpecsIn(without)).to.deep.equal([]);
        expect(mayHidePods(without)).to.equal(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("are named with their group, so that none is taken for a kind of Kubernetes'", () => {
    expect([...custom, hidden].map(kindOf)).to.deep.equal([
      "Rollout.argoproj.io",
      "Service.serving.knative.dev",
      "DeploymentConfig.apps.openshift.io",
      "ScaledJob.keda.sh",
      "CronWorkflow.argoproj.io",
    ]);
    expect(kindOf(resource("v1", "Service", {}))).to.equal("Service");
    expect(kindOf({ kind: "Service" })).to.equal("Service");
    expect(kindOf({})).to.equal("?");
    expect(kindOf(resource("networking.k8s.io/v1", "Ingress", {}))).to.equal(
      "Ingress",
    );
  });
});

describe("the images of a pod", () => {
  it("are none where it has no containers", () => {
    expect(imagesOf({ containers: [] })).to.deep.equal([]);
  });

  it("are those of its containers of every sort, and of its volumes", () => {
    expect(
      imagesOf({
        initContainers: [{ name: "init", image: "a" }],
        containers: [
          { name: "main", image: "b" },
          { name: "second", image: "a" },
          { name: "none" },
        ],
        ephemeralContainers: [{ name: "debug", image: "c" }],
        volumes: [
          { name: "model", image: { reference: "d" } },
          { name: "empty", image: {} },
          { name: "other" },
        ],
      }),
    ).to.deep.equal(["a", "b", "c", "d"]);
  });
});
