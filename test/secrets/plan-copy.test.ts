import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { copySource, isAdopted, isCopy } from "../../src/secrets/marker.js";
import { planCopy } from "../../src/secrets/plan-copy.js";
import { isPullSecret } from "../../src/secrets/pull-secret-types.js";
import {
  copiedSecret,
  dockerConfig,
  marker,
  sourceSecret,
  targetSecret,
} from "./secrets.js";

const legacy = {
  type: "kubernetes.io/dockercfg",
  data: { ".dockercfg": "e30=" },
};
const old = { data: dockerConfig("old") };

interface Case {
  readonly title: string;
  readonly source?: V1Secret;
  readonly existing: V1Secret | null;
  readonly action: string;
  readonly reason: string;
  readonly sentence: string;
}

const twoSources =
  "Secret 'dockerhub' in namespace 'shop' was a copy of the one in namespace 'other', and is replaced by the one from namespace 'default'. Where another project or environment still needs the first, each deploy replaces the other's: give one of the two source Secrets another name";

/** A copy of ours, of a Secret of that name in another namespace. */
function copyOfOther(
  changes: Partial<V1Secret> = {},
  annotations: Record<string, string> = {},
): V1Secret {
  return targetSecret(changes, {
    labels: marker.labels,
    annotations: {
      ...marker.annotations,
      "garden-pull-secrets/source-namespace": "other",
      ...annotations,
    },
  });
}

const cases: readonly Case[] = [
  {
    title: "nothing is there",
    existing: null,
    action: "create",
    reason: "absent",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is copied from namespace 'default'",
  },
  {
    title: "our copy is up to date",
    existing: copiedSecret(),
    action: "keep",
    reason: "same",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' already has the same data",
  },
  {
    title: "our copy says it is up to date, but was edited by hand",
    existing: copiedSecret(old),
    action: "update",
    reason: "changed",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is brought up to date with namespace 'default'",
  },
  {
    title: "somebody else's, with the same data",
    existing: targetSecret(),
    action: "keep",
    reason: "same",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' already has the same data",
  },
  {
    title: "somebody else's, immutable, with the same data",
    existing: targetSecret({ immutable: true }),
    action: "keep",
    reason: "same",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' already has the same data",
  },
  {
    title: "somebody else's, with other data",
    existing: targetSecret(old),
    action: "update",
    reason: "older-copy",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' held other data and is replaced by the one from namespace 'default', as Garden does",
  },
  {
    title: "somebody else's, of another type",
    existing: targetSecret({ type: "Opaque", data: { password: "cGVhcg==" } }),
    action: "refuse",
    reason: "foreign-type",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is of type Opaque and was not made by garden-pull-secrets, so it is not replaced by the one from namespace 'default'. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "somebody else's, which says nothing of itself",
    existing: { data: { password: "cGVhcg==" } },
    action: "refuse",
    reason: "foreign-type",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is of type Opaque and was not made by garden-pull-secrets, so it is not replaced by the one from namespace 'default'. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "somebody else's, of the other pull secret type",
    existing: targetSecret(legacy),
    action: "refuse",
    reason: "foreign-type",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is of type kubernetes.io/dockercfg and was not made by garden-pull-secrets, so it is not replaced by the one from namespace 'default'. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "somebody else's, immutable, with other data",
    existing: targetSecret({ ...old, immutable: true }),
    action: "refuse",
    reason: "foreign-immutable",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is immutable, holds other data than the one in namespace 'default' and was not made by garden-pull-secrets. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "our copy, whose source changed its type",
    source: sourceSecret(legacy),
    existing: copiedSecret(),
    action: "replace",
    reason: "type-changed",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is recreated: its source changed its type",
  },
  {
    title: "our copy, made immutable",
    existing: copiedSecret({ ...old, immutable: true }),
    action: "replace",
    reason: "immutable",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is an immutable copy and is recreated",
  },
  {
    title: "one that we took over, whose source changed its type",
    source: sourceSecret(legacy),
    existing: adopted(),
    action: "refuse",
    reason: "foreign-type",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is of type kubernetes.io/dockerconfigjson and was not made by garden-pull-secrets, so it is not replaced by the one from namespace 'default'. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "one of another type that merely carries our label",
    existing: targetSecret(
      { type: "Opaque", data: { password: "cGVhcg==" } },
      { labels: marker.labels },
    ),
    action: "refuse",
    reason: "foreign-type",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is of type Opaque and was not made by garden-pull-secrets, so it is not replaced by the one from namespace 'default'. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "an immutable one that merely carries our label",
    existing: targetSecret(
      { ...old, immutable: true },
      { labels: marker.labels },
    ),
    action: "refuse",
    reason: "foreign-immutable",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is immutable, holds other data than the one in namespace 'default' and was not made by garden-pull-secrets. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "another source's copy",
    existing: copyOfOther(old),
    action: "update",
    reason: "other-source",
    sentence: twoSources,
  },
  {
    title: "another source's copy, immutable",
    existing: copyOfOther({ ...old, immutable: true }),
    action: "replace",
    reason: "other-source",
    sentence: twoSources,
  },
  {
    title: "another source's copy, of the other type",
    existing: copyOfOther(legacy),
    action: "replace",
    reason: "other-source",
    sentence: twoSources,
  },
  {
    title: "another source's copy, with the same data",
    existing: copyOfOther(),
    action: "keep",
    reason: "same",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' already has the same data",
  },
  {
    title: "one that we took over, and then copied from another source",
    existing: copyOfOther(old, { "garden-pull-secrets/adopted": "true" }),
    action: "update",
    reason: "other-source",
    sentence: twoSources,
  },
  {
    title: "one that we took over, made immutable",
    existing: { ...adopted(), ...old, immutable: true },
    action: "refuse",
    reason: "foreign-immutable",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is immutable, holds other data than the one in namespace 'default' and was not made by garden-pull-secrets. Rename one of the two, or delete it: kubectl delete secret dockerhub --namespace shop",
  },
  {
    title: "the source lies in that namespace itself",
    source: sourceSecret({
      metadata: { name: "dockerhub", namespace: "shop" },
    }),
    existing: null,
    action: "keep",
    reason: "in-place",
    sentence: "Secret 'dockerhub' in namespace 'shop' is the source itself",
  },
];

function adopted(): V1Secret {
  const { labels, annotations } = marker;
  return targetSecret(
    {},
    {
      labels,
      annotations: { ...annotations, "garden-pull-secrets/adopted": "true" },
    },
  );
}

describe("planCopy", () => {
  for (const {
    title,
    source = sourceSecret(),
    existing,
    ...expected
  } of cases) {
    it(`${title}: ${expected.action}`, () => {
      const { action, reason, sentence } = planCopy(source, existing, "shop");
      expect({ action, reason, sentence }).to.deep.equal(expected);
    });
  }

  it("has a case for every reason", () => {
    expect(new Set(cases.map(({ reason }) => reason)).size).to.equal(10);
  });
});

describe("a planned copy", () => {
  const secretOf = (source: V1Secret, existing: V1Secret | null): V1Secret => {
    const plan = planCopy(source, existing, "shop");
    if (!("secret" in plan)) throw new Error(`${plan.action} writes nothing`);
    return plan.secret;
  };

  it("carries our marker and none of the source's labels and annotations", () => {
    const source = sourceSecret({
      immutable: true,
      metadata: {
        name: "dockerhub",
        namespace: "default",
        uid: "u-source",
        resourceVersion: "7",
        labels: { "app.kubernetes.io/instance": "tracked" },
        annotations: {
          "kubectl.kubernetes.io/last-applied-configuration": "{}",
          "replicator/replicate-to": ".*",
        },
        ownerReferences: [
          { apiVersion: "v1", kind: "Owner", name: "o", uid: "u" },
        ],
      },
    });
    expect(secretOf(source, null)).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "dockerhub", namespace: "shop", ...marker },
      type: "kubernetes.io/dockerconfigjson",
      data: dockerConfig("new"),
    });
  });

  it("updates exactly the Secret that was read, and does not take it for somebody else's", () => {
    expect(secretOf(sourceSecret(), copiedSecret(old)).metadata).to.deep.equal({
      name: "dockerhub",
      namespace: "shop",
      uid: "u-target",
      resourceVersion: "3",
      ...marker,
    });
  });

  it("names the state of the one that it takes the place of", () => {
    const plan = planCopy(
      sourceSecret(),
      copiedSecret({ ...old, immutable: true }),
      "shop",
    );
    expect("seen" in plan && plan.seen).to.deep.equal({
      uid: "u-target",
      resourceVersion: "3",
    });
    expect("secret" in plan && plan.secret.metadata).to.deep.equal({
      name: "dockerhub",
      namespace: "shop",
      ...marker,
    });
  });

  it("keeps what the one it takes over had of its own, but not what came from the source", () => {
    const labels = { team: "web", tracked: "yes" };
    const annotations = {
      note: "ours",
      "kubectl.kubernetes.io/last-applied-configuration": "{}",
    };
    const source = sourceSecret();
    source.metadata = { ...source.metadata, labels: { tracked: "yes" } };
    const { metadata } = secretOf(
      source,
      targetSecret(old, { labels, annotations }),
    );
    expect(metadata?.labels).to.deep.equal({ team: "web", ...marker.labels });
    expect(metadata?.annotations).to.deep.equal({
      note: "ours",
      ...marker.annotations,
      "garden-pull-secrets/adopted": "true",
    });
  });

  it("remembers that it was taken over", () => {
    const { metadata } = secretOf(
      sourceSecret({ data: dockerConfig("newer") }),
      adopted(),
    );
    expect(metadata?.annotations).to.include({
      "garden-pull-secrets/adopted": "true",
    });
  });

  it("keeps whom the one it updates belongs to, and who guards its deletion", () => {
    const ownerReferences = [
      { apiVersion: "v1", kind: "ConfigMap", name: "owner", uid: "u-owner" },
    ];
    const finalizers = ["example.com/guard"];
    const existing = copiedSecret(old);
    existing.metadata = { ...existing.metadata, ownerReferences, finalizers };
    const { metadata } = secretOf(sourceSecret(), existing);
    expect(metadata?.ownerReferences).to.deep.equal(ownerReferences);
    expect(metadata?.finalizers).to.deep.equal(finalizers);
  });

  it("says nothing of a source that it knows nothing of", () => {
    expect(secretOf({}, null)).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: {
        namespace: "shop",
        labels: marker.labels,
        annotations: {
          "garden-pull-secrets/source-namespace": "",
          "garden-pull-secrets/source-name": "",
          "garden-pull-secrets/source-uid": "",
          "garden-pull-secrets/source-resource-version": "",
        },
      },
    });
    expect(planCopy({}, null, "shop").sentence).to.equal(
      "Secret '' in namespace 'shop' is copied from namespace ''",
    );
  });
});

describe("what is ours", () => {
  const { labels, annotations } = marker;
  const withAnnotations = (changes: Record<string, string>) =>
    targetSecret({}, { labels, annotations: { ...annotations, ...changes } });
  const without = (key: string) => {
    const found = withAnnotations({});
    delete found.metadata?.annotations?.[`garden-pull-secrets/${key}`];
    return found;
  };
  const nothing = [null, false, false];
  const ours = [{ name: "dockerhub", namespace: "default" }, true];
  for (const { title, secret, expected } of [
    { title: "a Secret without metadata", secret: {}, expected: nothing },
    {
      title: "a Secret without labels and annotations",
      secret: targetSecret(),
      expected: nothing,
    },
    {
      title: "a copy that was made",
      secret: copiedSecret(),
      expected: [...ours, false],
    },
    {
      title: "a copy of the older type",
      secret: copiedSecret(legacy),
      expected: [...ours, false],
    },
    {
      title: "a copy that was taken over",
      secret: adopted(),
      expected: [...ours, true],
    },
    {
      title: "one that carries nothing but our label",
      secret: targetSecret({}, { labels }),
      expected: nothing,
    },
    {
      title: "one that carries nothing but our annotations",
      secret: targetSecret({}, { annotations }),
      expected: nothing,
    },
    {
      title: "one whose label says no",
      secret: targetSecret(
        {},
        { annotations, labels: { "garden-pull-secrets/copy": "false" } },
      ),
      expected: nothing,
    },
    {
      title: "one of another type",
      secret: copiedSecret({ type: "Opaque" }),
      expected: nothing,
    },
    {
      title: "one that was copied on under another name",
      secret: copiedSecret({
        metadata: { ...copiedSecret().metadata, name: "renamed" },
      }),
      expected: nothing,
    },
    {
      title: "one without a name",
      secret: {
        ...targetSecret(),
        metadata: {
          labels,
          annotations: without("source-name").metadata?.annotations ?? {},
        },
      },
      expected: nothing,
    },
    {
      title: "one that would be its own source",
      secret: withAnnotations({
        "garden-pull-secrets/source-namespace": "shop",
      }),
      expected: nothing,
    },
    ...[
      "source-namespace",
      "source-name",
      "source-uid",
      "source-resource-version",
    ].map((key) => ({
      title: `one that has lost its ${key}`,
      secret: without(key),
      expected: nothing,
    })),
    {
      title: "one that says it was taken over, and nothing else",
      secret: targetSecret(
        {},
        { labels, annotations: { "garden-pull-secrets/adopted": "true" } },
      ),
      expected: nothing,
    },
  ]) {
    it(`${expected[1] === true ? "is" : "is not"} ${title}`, () => {
      expect([
        copySource(secret),
        isCopy(secret),
        isAdopted(secret),
      ]).to.deep.equal(expected);
    });
  }

  it("takes a labelled Secret with other data for somebody else's, and remembers that", () => {
    const plan = planCopy(
      sourceSecret(),
      targetSecret(old, { labels }),
      "shop",
    );
    expect(plan).to.include({ action: "update", reason: "older-copy" });
    expect("secret" in plan && isAdopted(plan.secret)).to.equal(true);
  });
});

describe("isPullSecret", () => {
  const types: readonly (readonly [string | undefined, boolean])[] = [
    ["kubernetes.io/dockerconfigjson", true],
    ["kubernetes.io/dockercfg", true],
    ["kubernetes.io/tls", false],
    ["Opaque", false],
    [undefined, false],
  ];
  for (const [type, expected] of types) {
    it(`is ${String(expected)} for ${type ?? "no type"}`, () => {
      expect(isPullSecret({ ...(type !== undefined && { type }) })).to.equal(
        expected,
      );
    });
  }
});
