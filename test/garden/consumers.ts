import type { ConsumerCalls } from "./consumer-calls.js";

/** Garden's own callers of the patched functions, and what they need. */
export const consumerNames = [
  "ensureBuildkit",
  "ensureUtilDeployment",
  "kubernetesDeploy",
  "createContainerManifests",
  "runKaniko",
  "runOrTestWithPod",
  "pullBuild",
  "getGardenIngressController",
  "KubeApi",
  "KubernetesError",
  "PodRunner",
  "ProviderRouter",
  "ActionSpecContext",
] as const;

export type Consumer = (calls: ConsumerCalls) => Promise<unknown>;

/** Each of them, in a project that has the actions, by what it makes. */
export const consumers = {
  buildkit: ({ call }) => call("ensureBuildkit", {}),
  "sync-util": ({ call }) => call("ensureUtilDeployment", {}),
  kaniko: async ({ call, action }) =>
    call("runKaniko", {
      ...(await action("build.api")),
      kanikoNamespace: "shop-dev",
      utilNamespace: "shop-dev",
      authSecretName: "auth",
      args: [],
    }),
  "sync-mode of a container Deploy": async ({ call, action }) =>
    call("createContainerManifests", {
      ...(await action("deploy.api")),
      imageId: "api:1",
    }),
  "sync-mode of a kubernetes Deploy": async ({ call, action }) =>
    call("kubernetesDeploy", await action("deploy.web")),
  "kubernetes Deploy": async ({ call, action }) =>
    call("kubernetesDeploy", await action("deploy.proxied")),
  "local mode of a kubernetes Deploy": async ({ call, action }) =>
    call("kubernetesDeploy", await action("deploy.proxied", "local")),
  "container Deploy": async ({ call, action }) =>
    call("createContainerManifests", {
      ...(await action("deploy.plain")),
      imageId: "plain:1",
    }),
  "Run with a list of its own": async ({ call, action }) =>
    call("runOrTestWithPod", await action("run.own")),
  "pull-image": ({ call }) =>
    call("pullBuild", {
      localId: "api:1",
      remoteId: "api:1",
    }),
  "default backend": ({ install }) => install("generic"),
  "ingress-nginx on kind": ({ install }) => install("kind"),
  "ingress-nginx by helm": ({ install }) => install("generic", true),
} as const satisfies Readonly<Record<string, Consumer>>;
