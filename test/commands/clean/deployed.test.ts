import { gzipSync } from "node:zlib";
import { expect } from "chai";
import type { ActionSpec } from "../../../src/garden/garden.js";
import type { ActionPlace } from "../../../src/commands/manifests/action-places.js";
import { deployFact } from "../../../src/commands/clean/deployed.js";
import type { CleanRequests } from "../../../src/cluster/object-requests.js";
import type { Project } from "../../../src/commands/inside/project.js";
import type { NotShown } from "../../../src/commands/not-shown.js";
import type { Manifest } from "../../../src/manifests/pod-specs.js";

const base64 = (text: string | Buffer) => Buffer.from(text).toString("base64");

/** A release as helm keeps it. */
function release(content: object): object {
  const zipped = gzipSync(JSON.stringify(content));
  return { data: { release: base64(base64(zipped)) } };
}

/** An API server with this ConfigMap, if any, and these Secrets. */
function holding(
  configMap: object | number,
  ...secrets: object[]
): CleanRequests {
  return {
    list: () => Promise.resolve(secrets),
    get: () =>
      typeof configMap === "number"
        ? Promise.reject(
            Object.assign(new Error(), { responseStatusCode: configMap }),
          )
        : Promise.resolve(configMap),
    read: ({ metadata }, namespace) =>
      metadata?.name === "gone"
        ? Promise.reject(
            Object.assign(new Error(), { responseStatusCode: 404 }),
          )
        : Promise.resolve({ metadata: { ...metadata, namespace } }),
    replace: () => Promise.reject(new Error("nothing is to be written")),
    remove: () => Promise.reject(new Error("nothing is to be written")),
  };
}

const manifests: readonly Manifest[] = [
  { kind: "Namespace", metadata: { name: "made" } },
  { kind: "Deployment", metadata: { name: "web", namespace: "named" } },
  { kind: "ClusterRole", metadata: { name: "anywhere" } },
];

function place(
  type: string,
  spec: ActionSpec & { readonly broken?: boolean } = {},
): ActionPlace {
  const action = { kind: "Deploy", name: "web", type, getSpec: () => spec };
  return { action, ctx: {}, namespace: "shop" } as unknown as ActionPlace;
}

async function fact(
  where: ActionPlace,
  requests: CleanRequests,
  notShown: NotShown[] = [],
) {
  const getManifests = ({ action }: { action: ActionPlace["action"] }) =>
    "broken" in action.getSpec()
      ? Promise.reject(new Error("no such file"))
      : Promise.resolve(
          action.getSpec().patchResources?.length === 0 ? manifests : [],
        );
  const loadTemplate = (text: string) =>
    text === "" ? [] : (JSON.parse(text) as Manifest[]);
  const project = {
    functions: { getManifests, loadTemplate },
  } as unknown as Project;
  const found = await deployFact(project, where, requests, notShown);
  const { release, withReferences, namespaces, resources } = found;
  const named = resources.map(({ metadata }) => metadata?.name);
  return [
    release ?? "-",
    withReferences,
    ...namespaces,
    ...named.map((name) => `+${String(name)}`),
  ].join(" ");
}

const version = "v-1-pull-secrets-0123abcd";
const remembered = (resolvedVersion: string) => ({
  data: {
    resolvedVersion,
    manifestMetadata: JSON.stringify({
      "Deployment/old": { namespace: "before" },
    }),
  },
});

describe("deployFact", () => {
  const patchResources = [{ kind: "Deployment", name: "web", patch: {} }];
  const cases = [
    {
      title: "manifests: the namespaces of the config",
      where: place("kubernetes", { patchResources }),
      requests: holding(404),
      expected: "- false shop made named",
    },
    {
      title: "manifests: those of what was deployed, too",
      where: place("kubernetes"),
      requests: holding(remembered("v-1")),
      expected: "- false shop made named before",
    },
    {
      title: "manifests that were deployed with the option",
      where: place("kubernetes"),
      requests: holding(remembered(version)),
      expected: "- true shop made named before",
    },
    {
      title: "a chart that is not installed",
      where: place("helm"),
      requests: holding(404),
      expected: "web false shop",
    },
    {
      title: "a chart that Garden did not install",
      where: place("helm"),
      requests: holding(404, release({ config: null })),
      expected: "web false shop",
    },
    {
      title: "a chart that was deployed with the option",
      where: place("helm", { releaseName: "web-one" }),
      requests: holding(404, release({ config: { ".garden": { version } } })),
      expected: "web-one true shop",
    },
    {
      title: "any other type",
      where: place("container"),
      requests: holding(500),
      expected: "- false shop",
    },
  ];
  for (const { title, where, requests, expected } of cases)
    it(title, async () =>
      expect(await fact(where, requests)).to.equal(expected),
    );

  const custom = { apiVersion: "example.com/v1", kind: "Runner" };
  const builtIn = { apiVersion: "apps/v1", kind: "Deployment" };
  it("knows the custom resources of manifests, as the cluster has them", async () => {
    const objects = {
      one: { ...custom, name: "one", namespace: "shop" },
      gone: { ...custom, name: "gone", namespace: "shop" },
      web: { ...builtIn, name: "web", namespace: "shop" },
    };
    const data = { manifestMetadata: JSON.stringify(objects) };
    expect(await fact(place("kubernetes"), holding({ data }))).to.equal(
      "- false shop made named +one",
    );
  });

  it("knows the custom resources of a chart, as they were rendered", async () => {
    const manifest = JSON.stringify([
      { ...custom, metadata: { name: "one" } },
      { ...builtIn, metadata: { name: "web" } },
    ]);
    expect(
      await fact(place("helm"), holding(404, release({ manifest }))),
    ).to.equal("web false shop +one");
  });

  const unknown = [
    { title: "kustomize", spec: { kustomize: { path: "overlay" } } },
    { title: "a missing file", spec: { broken: true } },
  ];
  for (const { title, spec } of unknown)
    it(`knows with ${title} what was deployed, and says what it does not`, async () => {
      const notShown: NotShown[] = [];
      const requests = holding(remembered("v-1"));
      const where = place("kubernetes", spec);
      expect(await fact(where, requests, notShown)).to.equal(
        "- false shop before",
      );
      expect(notShown.map(({ what }) => what)).to.deep.equal(["Deploy web"]);
    });

  const password = "hunter2-hunter2";
  const unreadable = [
    {
      title: "a release that helm did not write",
      where: place("helm"),
      requests: holding(404, { data: { release: base64(password) } }),
      expected: "Failed reading release 'web' in namespace 'shop': it is not",
    },
    {
      title: "a chart that is no YAML",
      where: place("helm"),
      requests: holding(404, release({ manifest: password })),
      expected: "Failed reading release 'web' in namespace 'shop': it is not",
    },
    {
      title: "a ConfigMap that Garden did not write",
      where: place("kubernetes"),
      requests: holding({ data: { manifestMetadata: password } }),
      expected:
        "Failed reading ConfigMap 'garden-meta-deploy-web' in namespace 'shop': it is not",
    },
    {
      title: "a right that is missing",
      where: place("kubernetes"),
      requests: holding(403),
      expected:
        "Failed reading ConfigMap 'garden-meta-deploy-web' in namespace 'shop': the right is missing",
    },
  ];
  for (const { title, where, requests, expected } of unreadable)
    it(`names ${title}, and quotes nothing`, async () => {
      const message = await fact(where, requests).catch(String);
      expect(message).to.contain(expected).and.not.contain(password);
    });
});
