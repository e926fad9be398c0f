import { checkCommand } from "./check/check.js";
import { cleanCommand } from "./clean/clean.js";
import { createCommand } from "./create/create.js";
import { explainCommand } from "./explain.js";
import type { GardenCommand } from "./garden-access.js";
import { manifestsCommand } from "./manifests.js";
import { seamsCommand } from "./seams.js";

/** The commands of ours that run inside Garden. */
export const gardenCommands = {
  check: checkCommand,
  clean: cleanCommand,
  create: createCommand,
  explain: explainCommand,
  manifests: manifestsCommand,
  seams: seamsCommand,
} satisfies Record<string, GardenCommand>;

export type GardenCommandName = keyof typeof gardenCommands;
