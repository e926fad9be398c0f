import type {
  CoreV1Event,
  V1ContainerStatus,
  V1Pod,
} from "@kubernetes/client-node";

/** Messages of containerd by way of the kubelet, and what they tell. */
export const messages = {
  "rate-limit-anonymous":
    'failed to pull and unpack image "docker.io/library/busybox:1.36": failed to copy: httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/busybox/manifests/1.36: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit',
  "not-found-or-private":
    'failed to pull and unpack image "docker.io/acme/web:1.0": failed to resolve reference "docker.io/acme/web:1.0": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  "registry-error":
    'failed to pull and unpack image "docker.io/library/busybox:1.36": failed to resolve reference "docker.io/library/busybox:1.36": unexpected status from HEAD request to https://registry-1.docker.io/v2/library/busybox/manifests/1.36: 503 Service Unavailable',
  unknown:
    'failed to pull and unpack image "docker.io/library/busybox:1.36": the moon is in the wrong house',
};

/** How a container stands: waiting for what is said of it, or `running`. */
export type Waiting = "running" | { reason: string; message?: string };

export const failing = (message: string): Waiting => ({
  reason: "ErrImagePull",
  message,
});

/** A pod `web-1` of the ReplicaSet `web-abc12`, in the namespace `team`. */
export function podThat(
  waiting: Waiting,
  {
    name = "web-1",
    replicaSet = "web-abc12",
    created = "2026-11-30T10:00:00Z",
    secrets = [],
  }: {
    name?: string;
    replicaSet?: string;
    created?: string;
    secrets?: readonly string[];
  } = {},
): V1Pod {
  return {
    metadata: {
      name,
      uid: `uid-of-${name}`,
      namespace: "team",
      creationTimestamp: new Date(created),
      ownerReferences: [
        {
          apiVersion: "apps/v1",
          kind: "ReplicaSet",
          name: replicaSet,
          uid: "1",
          controller: true,
        },
      ],
    },
    spec: {
      containers: [{ name: "main", image: "docker.io/library/busybox:1.36" }],
      imagePullSecrets: secrets.map((secret) => ({ name: secret })),
    },
    status: {
      phase: waiting === "running" ? "Running" : "Pending",
      containerStatuses: [containerThat(waiting)],
    },
  };
}

/** The same with an init container that is done, and what else is said of the main one. */
export function podAfterInit(
  waiting: Waiting,
  main: Partial<V1ContainerStatus> = {},
): V1Pod {
  const pod = podThat(waiting);
  const done = { terminated: { exitCode: 0 } };
  const init = { ...containerThat(waiting), name: "init", state: done };
  return {
    ...pod,
    status: {
      ...pod.status,
      initContainerStatuses: [init],
      containerStatuses: [{ ...containerThat(waiting), ...main }],
    },
  };
}

/** What the kubelet reports of the container `main` of such a pod. */
export function pullEvent(message: string, uid = "uid-of-web-1"): CoreV1Event {
  return {
    metadata: { name: `event-${message.slice(-5)}`, uid: message },
    involvedObject: { uid, fieldPath: "spec.containers{main}" },
    reason: "Failed",
    message: message.startsWith("Error: ")
      ? message
      : `Failed to pull image "docker.io/library/busybox:1.36": ${message}`,
  };
}

function containerThat(waiting: Waiting): V1ContainerStatus {
  return {
    name: "main",
    image: "docker.io/library/busybox:1.36",
    imageID: "",
    ready: false,
    restartCount: 0,
    state: waiting === "running" ? { running: {} } : { waiting },
  };
}
