import { imageCauses } from "./image-causes.js";
import { podCauses } from "./pod-causes.js";
import { registryCauses } from "./registry-causes.js";

export type { CauseFacts } from "./cause-facts.js";

/** Why a pull fails, in the order in which a pull meets it. */
export const causes = { ...podCauses, ...registryCauses, ...imageCauses };

/** A cause, by its short name: stable, to be compared with. */
export type Cause = keyof typeof causes;
