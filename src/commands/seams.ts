import type { SeamReport } from "../patches/patch.js";
import type { GardenCommand } from "./garden-access.js";
import { writeResult } from "./result.js";

/** What `seams` finds out inside Garden. */
export interface SeamsResult {
  readonly garden: { readonly version: string; readonly node: string };
  /** How the patch got in, and what that cost in milliseconds. */
  readonly way: { readonly name: string; readonly milliseconds: number };
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
        way: access.driver() ?? { name: "none", milliseconds: 0 },
        seams: access.seams(),
      };
      return await writeResult(result);
    },
  }),
};
