import { commandVariable } from "../commands/variables.js";
import type { GardenCommand } from "../commands/garden-access.js";

/** The command of ours that this process was started for, if any. Programs that Garden starts are not
 *  started for it: they don't see the variable. */
export async function startedCommand(): Promise<GardenCommand | undefined> {
  const name = process.env[commandVariable];
  if (name === undefined) return undefined;
  Reflect.deleteProperty(process.env, commandVariable);
  const { gardenCommands } = await import("../commands/index.js");
  if (!Object.hasOwn(gardenCommands, name)) return undefined;
  return await gardenCommands[name as keyof typeof gardenCommands]();
}
