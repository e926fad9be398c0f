/** Pods and events as the API server returns them, cut down to what is read and what could mislead. */
export function pod(
  name: string,
  statuses: Readonly<
    Record<string, readonly { image?: string; state?: object }[]>
  >,
): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    spec: { containers: [{ name: "main", image: "nginx:1.27" }] },
    status: { phase: "Pending", ...statuses },
  };
}

export function waiting(image: string, reason: string, message?: string) {
  return {
    image,
    state: { waiting: { reason, ...(message !== undefined && { message }) } },
  };
}

export function event(
  reason: string,
  message: string,
  name = "web-1",
  kind = "Pod",
): object {
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: { name: `${name}.17a`, namespace: "shop" },
    involvedObject: {
      kind,
      name,
      namespace: "shop",
      fieldPath: "spec.containers{main}",
    },
    type: "Warning",
    reason,
    message,
  };
}

export const denied =
  "rpc error: code = Unknown desc = pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
