import { likeOriginal } from "../changed-result.js";
import type { ActionContext } from "../../garden/garden.js";
import type { Patch } from "../patch.js";

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

/** The commands of this process, by their sessions: `garden dev` makes one for each that is typed (cli/command-line.ts). */
const typed = new Map<string, string>();

/** The name of the command that asks, or "" where it is not known. */
export function commandName({
  sessionId = "",
  command,
}: ActionContext): string {
  return typed.get(sessionId) ?? command?.name ?? "";
}

/** `garden dev` keeps one Garden for all that is typed, and `ctx.command` stays the first of it. The class is not
 *  replaced: each command extends it, some before the patch sees it. */
export const typedCommand: Patch<CommandClass> = {
  id: "typed-command",
  pod: "none: which command of `garden dev` asks",
  declares: "Command",
  file: "commands/base.ts",
  parameters: ["run", "getFullName"],
  uses: [],
  gardens: ">=0.13.20",
  mendedFrom: null,
  mandatory: false,
  gap: "in `garden dev`, each command counts as the first one that was typed: after `logs`, `deploy` renews no Secret",
  wrap(original, context) {
    const { prototype } = original;
    const { run } = prototype;
    prototype.run = likeOriginal(run, async function (params, ...rest) {
      if (params.sessionId !== undefined && context.isAttached())
        typed.set(params.sessionId, this.getFullName());
      return await run.call(this, params, ...rest);
    });
    return original;
  },
};
