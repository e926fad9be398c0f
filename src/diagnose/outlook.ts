import { causes, type Cause } from "./causes.js";

/** What becomes of a failure that has lasted for some seconds: `end` where waiting can't cure it, `wait` where it can,
 *  and `leave` where the message does not say, so that whoever waits does as it always did. */
export function outlook(
  cause: Cause,
  seconds: number,
): "end" | "wait" | "leave" {
  const { waits } = causes[cause];
  if (waits === null) return "leave";
  if (typeof waits === "number") return seconds < waits ? "wait" : "end";
  return waits ? "wait" : "end";
}
