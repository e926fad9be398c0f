import { likeOriginal } from "../changed-result.js";
import type { Patch } from "../patch.js";
import { setCommandName } from "../running.js";

type Run = (
  this: GardenCommand,
  params: { readonly sessionId?: string },
  ...rest: never[]
) => Promise<unknown>;

interface GardenCommand {
  run: Run;
  getFullName(): string;
}

type CommandClass = (new (...args: never[]) => object) & {
  readonly prototype: GardenCommand;
};

/** `garden dev` keeps one Garden for all that is typed, and `ctx.command` is always the first of it. The class is not
 *  replaced: each command extends it, some before the patch sees it. */
export const typedCommand: Patch<CommandClass> = {
  id: "typed-command",
  pod: "none: which command of `garden dev` asks",
  declares: "Command",
  file: "commands/base.ts",
  parameters: ["run", "getFullName"],
  uses: [],
  gardens: ">=0.13.20",
  fixedFrom: null,
  mandatory: false,
  gap: "in `garden dev`, each command counts as the first one that was typed: after `logs`, `deploy` renews no Secret",
  wrap(original, context) {
    const { prototype } = original;
    const { run } = prototype;
    prototype.run = likeOriginal(run, async function (params, ...rest) {
      if (params.sessionId !== undefined && context.isAttached())
        setCommandName(params.sessionId, this.getFullName());
      return await run.call(this, params, ...rest);
    });
    return original;
  },
};
