import { expect } from "chai";
import type { Manifest, PodSpec } from "../../src/manifests/objects.js";
import { pullNames } from "../../src/manifests/pull-names.js";

const account = (
  name: string,
  namespace: string | undefined,
  ...secrets: string[]
) =>
  ({
    ...{ apiVersion: "v1", kind: "ServiceAccount" },
    metadata: { name, ...(namespace !== undefined && { namespace }) },
    imagePullSecrets: secrets.map((secret) => ({ name: secret })),
  }) as Manifest;

const pod = (fields: Partial<PodSpec>, namespace?: string) =>
  ({
    ...{ apiVersion: "v1", kind: "Pod" },
    metadata: { name: "web", ...(namespace !== undefined && { namespace }) },
    spec: { containers: [{ name: "main", image: "nginx" }], ...fields },
  }) as Manifest;

describe("the names that a pod pulls with", () => {
  const runner = { serviceAccountName: "runner" };
  const own = { imagePullSecrets: [{ name: "own" }] };
  for (const { title, manifest, others, expected } of [
    {
      title: "are its own, whatever its account lists",
      manifest: pod({ ...runner, ...own }),
      others: [account("runner", undefined, "theirs")],
      expected: ["own"],
    },
    {
      title: "are its account's where it lists none",
      manifest: pod(runner),
      others: [
        account("other", undefined, "no"),
        account("runner", "shop", "a", "b"),
      ],
      expected: ["a", "b"],
    },
    {
      title: "are its account's where its list is empty",
      manifest: pod({ ...runner, imagePullSecrets: [] }),
      others: [account("runner", undefined, "a")],
      expected: ["a"],
    },
    {
      title: "are those of the default account where it names none",
      manifest: pod({}),
      others: [account("default", undefined, "a")],
      expected: ["a"],
    },
    {
      title: "are those of an account by the older field",
      manifest: pod({ serviceAccount: "runner" }),
      others: [account("runner", undefined, "a")],
      expected: ["a"],
    },
    {
      title: "are not those of an account in another namespace",
      manifest: pod(runner, "elsewhere"),
      others: [account("runner", undefined, "a")],
      expected: [],
    },
    {
      title: "are not those of an account that is not there",
      manifest: pod(runner),
      others: [],
      expected: [],
    },
    {
      title: "are each there once, however many pods a custom resource makes",
      manifest: {
        ...{ apiVersion: "argoproj.io/v1alpha1", kind: "Experiment" },
        spec: {
          templates: [["a", "b"], ["b"]].map((secrets) => ({
            template: {
              spec: {
                containers: [{ name: "main", image: "nginx" }],
                imagePullSecrets: secrets.map((name) => ({ name })),
              },
            },
          })),
        },
      } as Manifest,
      others: [],
      expected: ["a", "b"],
    },
    {
      title: "are not those of another kind with the account's name",
      manifest: pod(runner),
      others: [
        { ...account("runner", undefined, "no"), kind: "RoleBinding" },
        { apiVersion: "v1", kind: "ServiceAccount" },
        account("runner", undefined, "a"),
      ],
      expected: ["a"],
    },
    {
      title: "are none where an entry of the list has none",
      manifest: pod({
        imagePullSecrets: [{}, { name: "" }, { name: "a" }] as never,
      }),
      others: [],
      expected: ["a"],
    },
    {
      title: "are none where the account has a list of null",
      manifest: pod(runner),
      others: [
        { ...account("runner", undefined), imagePullSecrets: null } as Manifest,
      ],
      expected: [],
    },
  ])
    it(title, () => {
      expect(pullNames(manifest, [...others, manifest], "shop")).to.deep.equal(
        expected,
      );
    });
});
