import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import { isAdopted, isCopy } from "../../src/secrets/marker.js";
import { isPullSecret, planCopy } from "../../src/secrets/plan-copy.js";
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
      "Secret 'dockerhub' in namespace 'shop' is made anew: its source changed its type",
  },
  {
    title: "our copy, made immutable",
    existing: copiedSecret({ ...old, immutable: true }),
    action: "replace",
    reason: "immutable",
    sentence:
      "Secret 'dockerhub' in namespace 'shop' is an immutable copy and is made anew",
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
    expect(new Set(cases.map(({ reason }) => reason)).size).to.equal(9);
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

  it("names the uid of the one that it takes the place of", () => {
    const plan = planCopy(
      sourceSecret(),
      copiedSecret({ ...old, immutable: true }),
      "shop",
    );
    expect(plan).to.include({ uid: "u-target" });
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

describe("isCopy and isAdopted", () => {
  for (const { title, secret, expected } of [
    {
      title: "a Secret without metadata",
      secret: {},
      expected: [false, false],
    },
    {
      title: "a Secret without labels and annotations",
      secret: targetSecret(),
      expected: [false, false],
    },
    {
      title: "a copy that was made",
      secret: copiedSecret(),
      expected: [true, false],
    },
    {
      title: "a copy that lost its annotations",
      secret: targetSecret({}, { labels: marker.labels }),
      expected: [true, false],
    },
    {
      title: "a copy that was taken over",
      secret: adopted(),
      expected: [true, true],
    },
  ]) {
    it(`tell ${title}`, () => {
      expect([isCopy(secret), isAdopted(secret)]).to.deep.equal(expected);
    });
  }
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
