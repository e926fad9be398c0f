import { textOf } from "../../config/outside.js";
import {
  diagnoseObjects,
  type PodDiagnosis,
} from "../../diagnose/cluster-objects.js";
import type { Diagnosis } from "../../diagnose/diagnose.js";
import type { Input } from "../input/read-input.js";
import { diagnoseMessages } from "./diagnose-messages.js";
import { isFailure } from "./each-once.js";

/** What was found, and whether all pods that were asked for were looked at, some of them, or none but words. */
export interface Found {
  readonly diagnoses: readonly (Diagnosis | PodDiagnosis)[];
  readonly looked: "all" | "some" | "words";
}

/** How objects begin, as kubectl prints them, and what it describes. */
const kubectlPrints = /^(?:- )?(?:apiVersion|kind): |^Events:|(?<![^])\s*[[{]/m;

/** Reads objects as such, and text as messages, whatever of both it was given for. Where it was given for objects
 *  (`isFile`), text that tells of no failed pull is an error. */
export async function diagnoseInput(
  input: Input,
  isFile: boolean,
): Promise<Found> {
  const ofWords = (): Found => ({
    diagnoses: diagnoseMessages(input.text),
    looked: "words",
  });
  if (!isFile && !kubectlPrints.test(textOf(input.text))) return ofWords();
  // YAML's parser takes longer to load than all else that is loaded here.
  const { OtherObjects, readObjects } = await import("./read-objects.js");
  try {
    const { objects, ofOthers } = readObjects(input);
    const diagnoses = [...diagnoseObjects(objects), ...ofOthers];
    return { diagnoses, looked: "all" };
  } catch (error) {
    if (error instanceof OtherObjects) throw error;
    const found = ofWords();
    if (isFile && !found.diagnoses.some(isFailure)) throw error;
    return found;
  }
}
