/**
 * Strips the digest from every image of a pod that has one. Garden names its images with their digests, which a
 * stand-in image cannot have: this stands in for pulling by digest, and changes nothing else, neither in Garden nor in
 * the manifests that it sends.
 */
export const stripDigestsPolicy = [
  {
    apiVersion: "admissionregistration.k8s.io/v1beta1",
    kind: "MutatingAdmissionPolicy",
    metadata: { name: "strip-image-digests" },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [""],
            apiVersions: ["v1"],
            resources: ["pods"],
            operations: ["CREATE"],
          },
        ],
      },
      matchConditions: [
        { name: "has-a-digest", expression: anyImageHasDigest() },
      ],
      failurePolicy: "Fail",
      reinvocationPolicy: "IfNeeded",
      mutations: [
        {
          patchType: "ApplyConfiguration",
          applyConfiguration: { expression: withoutDigests() },
        },
      ],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1beta1",
    kind: "MutatingAdmissionPolicyBinding",
    metadata: { name: "strip-image-digests" },
    spec: { policyName: "strip-image-digests" },
  },
];

function anyImageHasDigest(): string {
  const hasDigest = (list: string) =>
    `${list}.exists(c, c.image.contains('@'))`;
  const initContainers = "object.spec.initContainers";
  return `${hasDigest("object.spec.containers")} || (has(${initContainers}) && ${hasDigest(initContainers)})`;
}

function withoutDigests(): string {
  const strip = (field: string) =>
    `object.spec.${field}.map(c, Object.spec.${field}{ name: c.name, image: c.image.split('@')[0] })`;
  const initContainers = `has(object.spec.initContainers) ? ${strip("initContainers")} : []`;
  return `Object{ spec: Object.spec{ containers: ${strip("containers")}, initContainers: ${initContainers} } }`;
}

/** A pod to ask the API server about, without creating it: once the answer has no digest, the policy works. */
export const podWithDigest = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "has-a-digest", namespace: "default" },
  spec: {
    containers: [
      { name: "main", image: `example.test/image:1@sha256:${"0".repeat(64)}` },
    ],
  },
};
