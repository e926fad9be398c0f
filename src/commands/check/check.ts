import type { HandlerParams } from "../../garden/garden.js";
import { commandNames } from "../../garden/names.js";
import type { GardenAccess, GardenCommand } from "../garden-access.js";
import { memoryApi } from "../inside/memory-api.js";
import { openProjects, type Where } from "../inside/open-projects.js";
import type { NotShown } from "../not-shown.js";
import { askRegistries } from "./ask-registries.js";
import { checksOf, type Check } from "./checks.js";
import { imageUses, type ImageUse } from "./image-uses.js";
import { projectFacts } from "./project-facts.js";
import { secretReaders, type SecretReader } from "./reader-checks.js";
import { clusterOf, keepCluster } from "../inside/real-cluster.js";
import { pulledWith, type PulledWith } from "./pulled-with.js";

/** An image, and what a node pulls it with. */
export interface CheckedImage extends PulledWith {
  readonly image: string;
  readonly workloads: readonly string[];
}

/** What `check` finds out inside Garden. No credential is in it: Secrets are read and registries asked in Garden's
 *  process. */
export interface CheckResult extends Where {
  readonly checks: readonly Check[];
  readonly images: readonly CheckedImage[];
  readonly readers: readonly SecretReader[];
  readonly notShown: readonly NotShown[];
}

export const checkCommand: GardenCommand = {
  name: "check",
  description: "Check the pull secrets of the provider config.",
  names: commandNames,
  offline: false,
  declared: keepCluster,
  run: checkProject,
};

async function checkProject(
  access: GardenAccess,
  params: HandlerParams,
): Promise<CheckResult> {
  const { where, projects } = await openProjects(access, params, "sync");
  const notShown: NotShown[] = [];
  const checks: Check[] = [];
  const images: CheckedImage[] = [];
  const readers: SecretReader[] = [];
  for (const opened of projects) {
    const cluster = await clusterOf(opened);
    const api = memoryApi({
      readNamespacedServiceAccount: (
        params: Parameters<typeof cluster.core.readNamespacedServiceAccount>[0],
      ) => cluster.core.readNamespacedServiceAccount(params),
    });
    opened.functions.KubeApi.factory = () => Promise.resolve(api);
    const project = { ...opened, api };
    const facts = await projectFacts(project, cluster, notShown);
    const now = new Date();
    // Once, as 200 images and 20 Secrets take seconds.
    const uses = imageUses(facts, now);
    const answers = params.args.includes("--offline")
      ? null
      : await askRegistries(facts, uses);
    checks.push(...checksOf(facts, answers, now, uses));
    images.push(...uses.map(checkedImage));
    readers.push(...secretReaders(facts));
  }
  return {
    ...where,
    checks,
    images,
    readers,
    notShown,
  };
}

function checkedImage(use: ImageUse): CheckedImage {
  const { image, workloads, lookup, nearMisses } = use;
  return { image, workloads, ...pulledWith(lookup, nearMisses) };
}
