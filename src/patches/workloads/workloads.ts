import { createHash } from "node:crypto";
import type { DeployAction } from "../../garden/garden.js";
import type {
  DeployDefinition,
  DeployHandler,
  CreateGardenPlugin,
} from "../../garden/plugin.js";
import { likeOriginal } from "../changed-result.js";
import { withSpec } from "../plugin-spec.js";
import { withVersion } from "../../garden/actions.js";
import type { Patch } from "../patch.js";
import { pullSecretsOf } from "../provider-pull-secrets.js";
import { runWith } from "../running.js";
import { workloadsWanted } from "./workloads-option.js";

/** Garden compares `kubernetes` and `helm` Deploys by a version alone. With the option, that version holds which pull
 *  secrets they have, so that switching it on or off, or another list, has them deployed again: also by a Garden without
 *  the patch. Commands that only look compare it as well, and any command deploys what the outputs of others refer to
 *  (Garden, `resolveProjectOutputs`, `ResolveActionTask`). */
export const userDeploy: Patch<CreateGardenPlugin> = {
  id: "workloads",
  pod: "none: with `--workloads`, Deploys without pull secrets are deployed again",
  declares: "createGardenPlugin",
  file: "plugin/plugin.ts",
  parameters: ["spec"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "none",
  wrap: (original) =>
    withSpec(original, (spec) => {
      const types = spec.createActionTypes;
      if (!workloadsWanted() || spec.name !== "kubernetes" || !types?.Deploy)
        return spec;
      return {
        ...spec,
        createActionTypes: {
          ...types,
          Deploy: types.Deploy.map((definition) =>
            ["kubernetes", "helm"].includes(definition.name)
              ? withVersions(definition)
              : definition,
          ),
        },
      };
    }),
};

function withVersions(definition: DeployDefinition): DeployDefinition {
  const { getStatus, deploy, plan } = definition.handlers;
  return {
    ...definition,
    handlers: {
      ...definition.handlers,
      ...(getStatus && { getStatus: versioned(getStatus) }),
      ...(deploy && {
        deploy: likeOriginal(deploy, async function (this: unknown, ...args) {
          return await runWith({ userDeploy: {} }, () =>
            versioned(deploy).apply(this, args),
          );
        }),
      }),
      ...(plan && {
        plan: likeOriginal(plan, async function (this: unknown, ...args) {
          return await runWith({ isPlan: true }, () =>
            versioned(plan).apply(this, args),
          );
        }),
      }),
    },
  };
}

function versioned<R>(handler: DeployHandler<R>): DeployHandler<R> {
  return likeOriginal(handler, async function (this: unknown, params, ...rest) {
    const { references } = pullSecretsOf(params.ctx.provider);
    if (references.length === 0)
      return await handler.call(this, params, ...rest);
    const names = references.map(({ name }) => name);
    const action = withPullSecretsVersion(params.action, names);
    return await handler.call(this, { ...params, action }, ...rest);
  });
}

const versionInfix = "-pull-secrets-";

/** Whether a version that Garden has deployed is one of a Deploy with the option. */
export function isPullSecretsVersion(version: string): boolean {
  return version.includes(versionInfix);
}

/** The action, with a version that depends on the names, too. */
function withPullSecretsVersion(
  action: DeployAction,
  names: readonly string[],
): DeployAction {
  const hash = createHash("sha256").update(names.join()).digest("hex");
  const suffix = `${versionInfix}${hash.slice(0, 8)}`;
  return withVersion(action, (version) => version + suffix);
}
