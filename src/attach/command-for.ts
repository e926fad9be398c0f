import type { GardenCommand } from "../commands/garden-access.js";

/** The command of ours with this name, loaded only where a process was started for one. */
export async function commandFor(
  name: string | undefined,
): Promise<GardenCommand | undefined> {
  if (name === undefined) return undefined;
  const { gardenCommands } = await import("../commands/index.js");
  return gardenCommands[name as keyof typeof gardenCommands];
}
