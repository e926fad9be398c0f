import type { SeamReport } from "../patches/patch.js";
import type { GardenCommand } from "./garden-access.js";
import { writeResult } from "./result.js";

/** What `seams` finds out inside Garden. */
export interface SeamsResult {
  readonly garden: { readonly version: string; readonly node: string };
  readonly seams: readonly SeamReport[];
}

export const seamsCommand: GardenCommand = {
  names: ["getPackageVersion"],
  offline: true,
  create: (access) => ({
    name: "pull-secrets-seams",
    description: "Report what garden-pull-secrets attached to.",
    handler: async () => {
      const getPackageVersion = access.name(
        "getPackageVersion",
      ) as () => string;
      const result: SeamsResult = {
        garden: { version: getPackageVersion(), node: process.versions.node },
        seams: access.seams(),
      };
      return await writeResult(result);
    },
  }),
};
