import { textOf, type Outside } from "../../config/outside.js";
import { diagnose, type Diagnosis } from "../../diagnose/diagnose.js";
import { splitMessages } from "./split-messages.js";

/** A diagnosis of each message in a text, in its order. Messages that are alike are read once: a log repeats them. */
export function diagnoseMessages(text: Outside): Diagnosis[] {
  const known = new Map<string, Diagnosis>();
  return splitMessages(text).map((message) => {
    const key = textOf(message);
    const diagnosis = known.get(key) ?? diagnose(message);
    known.set(key, diagnosis);
    return diagnosis;
  });
}
