import type { Manifest } from "../../manifests/pod-specs.js";
import { diagnose } from "../../diagnose/diagnose.js";
import type {
  ActionContext,
  GardenLog,
  KubernetesProvider,
  ResourceStatus,
} from "../../garden/garden.js";
import { withLaterResult } from "../changed-result.js";
import { isBehind } from "./current-pods.js";
import { failedPulls } from "./failed-pulls.js";
import type { Patch, RowContext } from "../patch.js";
import { running, runWith } from "../running.js";
import type { PullWait } from "./pull-wait.js";
import { watchWorkloads } from "./workload-pulls.js";

interface WaitParams {
  readonly namespace: string;
  readonly ctx: ActionContext;
  readonly provider: KubernetesProvider;
  readonly resources: readonly Manifest[];
  readonly log: GardenLog;
  readonly waitForJobs?: boolean;
}
type WaitForResources = (
  params: WaitParams,
  ...rest: never[]
) => Promise<unknown>;
type ResolveResourceStatus = (params: object) => Promise<ResourceStatus>;

/** Garden asks for the status of what it deployed every few seconds. Pulls are looked at beside that. */
export const explainWait: Patch<WaitForResources> = {
  id: "explain-wait",
  pod: "none: failed pulls of Deploys and builders are explained",
  declares: "waitForResources",
  file: "plugins/kubernetes/status/status.ts",
  parameters: ["namespace", "ctx", "provider", "resources", "log"],
  uses: ["KubeApi", "DeploymentResourceStatusError", "PodRunnerError"],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "a failed pull is named `ImagePullBackOff`, without its cause",
  wrap: (original, context) =>
    async function (this: unknown, params, ...rest) {
      const wait = () => original.call(this, params, ...rest);
      const { ctx, log, namespace, provider, resources } = params;
      const workloads = resources.filter(
        ({ kind }) =>
          kinds.includes(kind ?? "") ||
          (kind === "Job" && params.waitForJobs === true),
      );
      if (workloads.length === 0) return await wait();
      const api = await context.name("KubeApi").factory(log, ctx, provider);
      const look = watchWorkloads({ api, log, namespace }, workloads);
      const failure = (message: string): Error =>
        failureOf(context, workloads, message);
      const work = runWith({ pullWait: look }, wait);
      try {
        const first = await Promise.race([
          work.then((result) => ({ result })),
          look.ended,
        ]);
        if ("result" in first) return first.result;
        // Garden's own look ends when it next asks for a status.
        work.catch(() => undefined);
        throw failure(`${first.explanation}\n\n${first.message}`);
      } catch (error) {
        const explanation = look.lastExplanation();
        if (explanation === null || look.state() !== "waiting") throw error;
        throw failure(
          `${explanation}\n\n${error instanceof Error ? error.message : String(error)}`,
        );
      } finally {
        look.stop();
      }
    },
};

/** What Garden finds unhealthy because of a pull is not, while the pull may still succeed. */
export const explainStatus: Patch<ResolveResourceStatus> = {
  id: "explain-status",
  pod: "none: a pull that may still succeed no longer ends a Deploy",
  declares: "resolveResourceStatus",
  file: "plugins/kubernetes/status/status.ts",
  parameters: ["params"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "a registry that is away for some seconds ends the Deploy",
  wrap: (original) =>
    withLaterResult(original, (status) => {
      const { pullWait: wait } = running();
      if (!wait) return status;
      wait.learn(status.resource);
      // Nobody waits for Garden's look any more, and an unhealthy status would be reported after the command's end.
      if (wait.state() === "ended") throw new Error("the wait has ended");
      if (
        status.state !== "unhealthy" ||
        (wait.state() === "unknown" && !isBehind(status.resource)) ||
        !isAboutPulls(status, wait)
      )
        return status;
      const [inShort = ""] = wait.lastExplanation()?.split("\n", 1) ?? [];
      return {
        ...status,
        state: "deploying",
        warning: true,
        ...(inShort !== "" && { lastMessage: inShort }),
      };
    }),
};

/** Of a DeploymentResourceStatusError, `runWithArtifacts` (plugins/kubernetes/run.ts) reads the status of the pod's first
 *  container and drops the message. It rethrows a PodRunnerError. */
function failureOf(
  context: RowContext,
  workloads: readonly Manifest[],
  message: string,
): Error {
  if (workloads.every(({ kind }) => kind === "Pod"))
    return new (context.name("PodRunnerError"))({ message, details: {} });
  return new (context.name("DeploymentResourceStatusError"))({
    message,
    status: {
      state: "unhealthy",
      lastMessage: message,
      resource: workloads[0] ?? {},
    },
  });
}

/** Kinds whose pods Garden waits for. */
const kinds = [
  "DaemonSet",
  "Deployment",
  "Pod",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
];

/** Garden gives no message where it looks at the pods alone. */
function isAboutPulls(
  { lastMessage, resource }: ResourceStatus,
  wait: Pick<PullWait, "state">,
): boolean {
  if (resource.kind === "Pod") return failedPulls([resource]).length > 0;
  if (lastMessage === undefined) return wait.state() === "waiting";
  return diagnose(lastMessage).cause !== "not-a-pull-failure";
}
