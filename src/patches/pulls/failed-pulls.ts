import type {
  CoreV1Event,
  V1ContainerStatus,
  V1Pod,
} from "@kubernetes/client-node";
import type { Cause } from "../../diagnose/causes.js";
import type { Diagnosis } from "../../diagnose/diagnose.js";
import { explainPull } from "../../diagnose/explanation.js";
import { causeWith, mayBeUnread } from "../../diagnose/failed-pull.js";
import { asName } from "../../diagnose/json.js";
import { findingOf } from "../../diagnose/listed-secrets.js";
import {
  failuresIn,
  failuresInEvent,
  saysNothing,
} from "../../diagnose/pod-failures.js";
import { readListed } from "../../cluster/read-listed.js";
import { unreadSecrets } from "../../cluster/unread-secrets.js";
import type { PodScope } from "../../cluster/watch.js";

/** A container of a pod that waits for its image in vain. */
export interface FailedPull {
  readonly pod: V1Pod;
  readonly container: string;
  readonly diagnosis: Diagnosis;
}

/** The failed pulls of these pods: what their status says, or else what events say of containers that wait. */
export function failedPulls(
  pods: readonly V1Pod[],
  events: readonly CoreV1Event[] = [],
): FailedPull[] {
  return pods.flatMap((pod) => {
    const inStatus = failuresIn({ ...pod });
    const failed = new Set(inStatus.map(({ container }) => container));
    const inEvents = events
      .filter(({ involvedObject }) => involvedObject.uid === pod.metadata?.uid)
      .flatMap((event) => failuresInEvent({ ...event }))
      .filter(
        ({ container, diagnosis }) =>
          waitsForStart(pod, container) &&
          !failed.has(container) &&
          !saysNothing(diagnosis),
      );
    return [...inStatus, ...inEvents].map((failure) => ({ pod, ...failure }));
  });
}

/** Whether only events report in time that a pull failed: once init containers are done, the kubelet writes the status of
 *  the others when it tries again, 10 to 15 s later (backOffPeriod in pkg/kubelet/pod_workers.go). */
export function isReportedByEvents({ status }: V1Pod): boolean {
  const init = status?.initContainerStatuses ?? [];
  return (
    init.some(({ state }) => state?.terminated?.exitCode === 0) &&
    (status?.containerStatuses ?? []).some(hasNotBegun)
  );
}

function waitsForStart({ status }: V1Pod, container: string): boolean {
  return (status?.containerStatuses ?? []).some(
    (found) => found.name === container && hasNotBegun(found),
  );
}

/** What the kubelet says of a container before its first pull has ended (pkg/kubelet/kubelet_pods.go). One that has
 *  crashed, or lacks a ConfigMap, waits with another reason; events of its pulls last an hour. */
const beforeStart = new Set(["ContainerCreating", "PodInitializing"]);

function hasNotBegun({
  lastState,
  restartCount,
  state,
}: V1ContainerStatus): boolean {
  return (
    beforeStart.has(state?.waiting?.reason ?? "") &&
    restartCount === 0 &&
    !lastState?.terminated
  );
}

export interface ExplainedPull {
  readonly cause: Cause;
  readonly explanation: string;
}

/** Explains a failure by what the pod's Secrets hold. What was read is shared within a command, as `rememberListed` keeps it. */
export async function explained(
  scope: PodScope,
  { pod, container, diagnosis }: FailedPull,
): Promise<ExplainedPull> {
  const namespace = pod.metadata?.namespace ?? scope.namespace;
  const names = (pod.spec?.imagePullSecrets ?? []).flatMap(
    ({ name }) => name ?? [],
  );
  const image = diagnosis.image ?? imageOf(pod, container);
  const secrets = await Promise.all(
    [...new Set(names)].map(async (name) =>
      findingOf(
        asName(name),
        await readListed(scope, { name, namespace }),
        image,
      ),
    ),
  );
  const isOpen = mayBeUnread({ diagnosis, secrets });
  const pull = {
    namespace: asName(namespace),
    pod: asName(pod.metadata?.name),
    container,
    diagnosis,
    isGardens: gardensImages.test(image),
    secrets,
    unreadByKubelet: isOpen
      ? await unreadSecrets(scope, namespace, pod, container)
      : [],
  };
  return { cause: causeWith(pull), explanation: explainPull(pull) };
}

/** What the failure alone says. */
export function withoutSecrets({ diagnosis }: FailedPull): ExplainedPull {
  return {
    cause: diagnosis.cause,
    explanation: `${inOneLine(diagnosis.message)}\n${diagnosis.remedy}`,
  };
}

/** In Garden's log, what a registry says must not look like a line of Garden's. */
export function inOneLine(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, " ");
}

/** Images that Garden runs for itself: for builds, sync and what it installs. */
const gardensImages =
  /(?:^|\/)gardendev\/|gcr\.io\/kaniko-project\/|registry\.k8s\.io\/ingress-nginx\//;

function imageOf({ spec }: V1Pod, container: string): string {
  const containers = [
    ...(spec?.initContainers ?? []),
    ...(spec?.containers ?? []),
  ];
  return containers.find(({ name }) => name === container)?.image ?? "";
}
