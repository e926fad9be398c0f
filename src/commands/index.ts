import type { GardenCommand } from "./garden-access.js";

/** The commands of ours that run inside Garden, each with what loads it: a process runs one of them. */
export const gardenCommands = {
  check: async () => (await import("./check/check.js")).checkCommand,
  clean: async () => (await import("./clean/clean.js")).cleanCommand,
  create: async () => (await import("./create/create.js")).createCommand,
  "create-offline": async () =>
    (await import("./create/create-offline.js")).createOfflineCommand,
  explain: async () => (await import("./explain.js")).explainCommand,
  manifests: async () =>
    (await import("./manifests/manifests.js")).manifestsCommand,
  seams: async () => (await import("./seams.js")).seamsCommand,
} satisfies Record<string, () => Promise<GardenCommand>>;

export type GardenCommandName = keyof typeof gardenCommands;
