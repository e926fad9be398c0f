import { printable } from "../../config/printable.js";
import type { Where } from "../../commands/inside/open-projects.js";
import { words } from "../../commands/words.js";
import { say } from "../output/output.js";

/** Says so where an environment has no provider of the kubernetes family, or another one whose pods the patch does not
 *  reach. Returns 1 where that is all it has: nothing that was asked for is known. */
export function sayCoverage(where: Where): 0 | 1 {
  const { project, environment, providers, notCovered } = where;
  const what = `Environment ${environment} of project ${project}`;
  if (notCovered.length > 0) {
    say(
      printable(
        `${what}: provider ${notCovered.join(", ")} makes pods, and ${words.notCovered.phrase}: the patch reaches the kubernetes ` +
          "family only, and nothing is known here of other pods and their Secrets.",
      ),
    );
    return providers.length > 0 ? 0 : 1;
  }
  if (providers.length === 0)
    say(
      printable(
        `${what} has ${words.noProvider.phrase}, so Garden makes no pods there. Choose another one with --env.`,
      ),
    );
  return 0;
}
