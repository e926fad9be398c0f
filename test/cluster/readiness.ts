import { podWithDigest, stripDigestsPolicy } from "./digest-policy.js";
import type { Kubectl } from "./kubectl.js";
import { nodeName } from "./network.js";
import { waitFor, type Server } from "./servers.js";

/** Applies the policy that strips digests, and ends once pods can be created and run. */
export async function waitUntilUsable(
  kubectl: Kubectl,
  servers: readonly Server[],
): Promise<void> {
  const policy = async () => {
    await kubectl.runWith(stripDigestsPolicy, "apply", "--filename=-");
    await waitForServiceAccount(kubectl, servers, "default");
    await waitForPolicy(kubectl, servers);
  };
  await Promise.all([policy(), waitForNode(kubectl, servers)]);
}

/** Ends once a namespace has its default service account, without which no pod can be created in it. */
export async function waitForServiceAccount(
  kubectl: Kubectl,
  servers: readonly Server[],
  namespace: string,
): Promise<void> {
  await waitFor(`the service account of ${namespace}`, servers, () =>
    kubectl.run("get", "serviceaccount", "default", `--namespace=${namespace}`),
  );
}

async function waitForNode(
  kubectl: Kubectl,
  servers: readonly Server[],
): Promise<void> {
  const status = `{.status.conditions[?(@.type=="Ready")].status} {.spec.taints}`;
  await waitFor("a ready node", servers, async () => {
    const output = `--output=jsonpath=${status}`;
    const answer = await kubectl.run("get", "node", nodeName, output);
    return answer.trim() === "True" ? true : undefined;
  });
}

async function waitForPolicy(
  kubectl: Kubectl,
  servers: readonly Server[],
): Promise<void> {
  const create = ["create", "--dry-run=server", "--filename=-"];
  await waitFor("the policy that strips image digests", servers, async () => {
    const answer = await kubectl.runWith(
      [podWithDigest],
      ...create,
      "--output=yaml",
    );
    return answer.includes("@sha256") ? undefined : true;
  });
}
