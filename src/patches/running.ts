import { AsyncLocalStorage } from "node:async_hooks";
import type { ActionContext } from "../garden/garden.js";
import type { PullSecretReference } from "../resolver/pull-secrets.js";
import type { WorkloadPulls } from "./pulls/workload-pulls.js";

/** What goes on around a function of Garden's, where Garden does not give it to the function. What else the patches keep in
 *  the process is read once (the option of workloads, the environment) or belongs to a provider object. */
export interface Running {
  /** Garden builds manifests only to look at them: nothing is about to pull with the Secrets.
   *  Set by deploys/podless.ts; read by deploys/secrets.ts and workloads/user-manifests.ts. */
  readonly isPodless?: true;
  /** Garden compares the user's manifests with what is deployed, and changes nothing.
   *  Set by workloads/workloads.ts; read by workloads/user-manifests.ts. */
  readonly isPlan?: true;
  /** Garden deploys manifests or a chart of the user's, who wants their pods to get the pull secrets.
   *  Set by workloads/workloads.ts; read by workloads/own-namespaces.ts and workloads/user-charts.ts. */
  readonly userDeploy?: UserDeploy;
  /** The user's own workloads are rendered as they are with the option, whether it is on or not.
   *  Set by commands/manifests/manifests.ts; read by workloads/workloads-option.ts. */
  readonly wantsWorkloads?: true;
  /** Garden installs into its system namespace what it finds missing.
   *  Set and read by system/system-pull-secrets.ts, for the makers of these manifests. */
  readonly systemInstall?: RunningInstall;
  /** Garden waits for what it has deployed, and the pulls are looked at.
   *  Set by the row explain-wait, and read by the row explain-status, both of pulls/explain-wait.ts. */
  readonly pullWait?: WorkloadPulls;
}

export interface UserDeploy {
  /** What is to be done in namespaces that the Deploy makes itself, once they are there: written and called by
   *  workloads/own-namespaces.ts. */
  prepareOwnNamespaces?: () => Promise<void>;
}

export interface RunningInstall {
  /** Null until something is found to be missing: then written by system/system-pull-secrets.ts. */
  found: SystemInstall | null;
}

/** What the makers of a system workload's manifest have to know. */
export interface SystemInstall {
  /** The provider's pull secrets. */
  readonly references: readonly PullSecretReference[];
  /** By `workloadKey`. */
  readonly before: ReadonlyMap<string, ListBefore>;
}

/** What a workload of the system namespace lists before the provider's pull secrets are added. */
export interface ListBefore {
  readonly references: readonly PullSecretReference[];
  /** Nothing can be added: the template of a Job that is there can't be changed. */
  readonly fixed: boolean;
}

const storage = new AsyncLocalStorage<Running>();

/** What goes on around the caller. */
export function running(): Running {
  return storage.getStore() ?? {};
}

/** Runs `work` with that going on, besides what does already. */
export function runWith<T>(fields: Running, work: () => T): T {
  return storage.run({ ...running(), ...fields }, work);
}

/** The commands of this process by their sessions: `garden dev` makes one for each that is typed (Garden's cli/command-line.ts).
 *  Set by deploys/typed-command.ts; read by deploys/podless.ts. */
const typed = new Map<string, string>();

export function setCommandName(sessionId: string, name: string): void {
  typed.set(sessionId, name);
}

/** The name of the command that asks, or "" where it is not known. */
export function commandName({
  sessionId = "",
  command,
}: ActionContext): string {
  return typed.get(sessionId) ?? command?.name ?? "";
}
