import { likeOriginal } from "../changed-result.js";
import type { ActionContext } from "../../garden/garden.js";
import type {
  DeployDefinition,
  DeployHandler,
  PluginSpec,
} from "../../garden/plugin.js";
import { commandName, runWith } from "../running.js";

/** Commands that create no pod, though they ask for a Deploy's status: `delete` goes by the name of `cleanup`, and the web
 *  pages of `dev` ask with `_get-deploy-status` and `_get-action-statuses`. `get outputs` deploys what the project's
 *  outputs refer to (Garden, `resolveProjectOutputs`). */
const podlessCommand =
  /^(_get|cleanup|delete|exec|get(?! outputs)|logs|plan|validate)\b|^sync (status|stop)$/;

/** Garden builds a Deploy's manifests, and copies the Secrets that they refer to, also where it only looks for the
 *  workload: to read its logs (`container/logs.ts`), to run a command in it (`container/exec.ts`), to see how it is synced
 *  (`kubernetes-type/sync.ts`), and to delete it, before which its status is asked for (`router/deploy.ts`). */
export function withPodlessHandlers(spec: PluginSpec): PluginSpec {
  return {
    ...spec,
    ...(spec.createActionTypes && {
      createActionTypes: withPodlessDeploys(spec.createActionTypes),
    }),
    ...(spec.extendActionTypes && {
      extendActionTypes: withPodlessDeploys(spec.extendActionTypes),
    }),
  };
}

function withPodlessDeploys<
  T extends { readonly Deploy?: readonly DeployDefinition[] },
>(types: T): T {
  return types.Deploy
    ? { ...types, Deploy: types.Deploy.map(withPodlessDeploy) }
    : types;
}

function withPodlessDeploy(definition: DeployDefinition): DeployDefinition {
  const { getStatus, getLogs, getSyncStatus, exec, plan, ...handlers } =
    definition.handlers;
  return {
    ...definition,
    handlers: {
      ...handlers,
      ...(handlers.delete && { delete: always(handlers.delete) }),
      ...(getLogs && { getLogs: always(getLogs) }),
      ...(getSyncStatus && { getSyncStatus: always(getSyncStatus) }),
      ...(exec && { exec: always(exec) }),
      ...(plan && { plan: always(plan) }),
      ...(getStatus && { getStatus: inPodlessCommands(getStatus) }),
    },
  };
}

function always<R>(handler: DeployHandler<R>): DeployHandler<R> {
  return likeOriginal(handler, async function (this: unknown, ...args) {
    return await runWith({ isPodless: true }, () => handler.apply(this, args));
  });
}

function inPodlessCommands<R>(handler: DeployHandler<R>): DeployHandler<R> {
  const quiet = always(handler);
  return likeOriginal(handler, async function (this: unknown, params, ...rest) {
    const chosen = runsPodlessCommand(params.ctx) ? quiet : handler;
    return await chosen.call(this, params, ...rest);
  });
}

/** Whether the command that was typed creates no pod. */
export function runsPodlessCommand(ctx: ActionContext): boolean {
  return podlessCommand.test(commandName(ctx));
}
