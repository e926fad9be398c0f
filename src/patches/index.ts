import { buildkit } from "./buildkit.js";
import type { Patch } from "./patch.js";
import { plugin } from "./plugin.js";
import { secrets } from "./secrets.js";
import { status } from "./status.js";
import { syncMode } from "./sync-mode.js";
import { syncUtil } from "./sync-util.js";

/** Every seam, in the order in which users read them. The README's coverage and `seams` are made from this table. */
export const patches: readonly Patch[] = [
  buildkit,
  syncUtil,
  syncMode,
  secrets,
  status,
  plugin,
];
