import { printableLines } from "../config/printable.js";
import type { GardenLog } from "./garden.js";

/** Says something in Garden's log. Every line of the patch's goes through here, without what steers a terminal: names,
 *  types and reasons in it may be the cluster's. */
export function logLine(
  log: GardenLog,
  level: "info" | "warn" | "verbose",
  text: string,
): void {
  log[level](printableLines(text));
}
