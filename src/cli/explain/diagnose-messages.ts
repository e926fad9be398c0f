import type { Outside } from "../../config/outside.js";
import { diagnose, type Diagnosis } from "../../diagnose/diagnose.js";
import { splitMessages } from "./split-messages.js";

/** A diagnosis of each message in a text, in its order. */
export function diagnoseMessages(text: Outside): Diagnosis[] {
  const known = new Map<Outside, Diagnosis>();
  return splitMessages(text).map((message) => {
    const diagnosis = known.get(message) ?? diagnose(message);
    known.set(message, diagnosis);
    return diagnosis;
  });
}
