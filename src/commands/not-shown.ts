import { BorderError } from "../garden/border-error.js";
import { reasonOf } from "./inside/reason.js";

/** What can't be shown, and why. */
export interface NotShown {
  readonly what: string;
  readonly reason: string;
}

/** Does `work` for each. What can't be shown of it goes to `notShown`, with the reason. Throws BorderError where the reason
 *  lies in Garden itself: it lacks something, or ends all of them in a bug. */
export async function forEachShown<T>(
  items: readonly T[],
  what: (item: T) => string,
  notShown: NotShown[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const bugs: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      notShown.push({ what: what(item), reason: reasonFor(error) });
      if (error instanceof TypeError || error instanceof ReferenceError)
        bugs.push(error);
    }
  }
  if (items.length > 0 && bugs.length === items.length)
    throw new BorderError(`nothing can be shown: ${reasonOf(bugs[0])}`);
}

/** Why something can't be shown. What Garden lacks is no reason of one action's: BorderError is thrown on. */
export function reasonFor(error: unknown): string {
  if (error instanceof BorderError) throw error;
  return reasonOf(error);
}
