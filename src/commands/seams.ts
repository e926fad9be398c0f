import { BorderError } from "../garden/border-error.js";
import type { SeamReport } from "../patches/patch.js";
import type { GardenCommand } from "./garden-access.js";
import { fitScratchProject } from "./scratch-project.js";

/** What `seams` finds out inside Garden. */
export interface SeamsResult {
  readonly garden: { readonly version: string; readonly node: string };
  /** How the patch got in, and what that cost in milliseconds. */
  readonly way: { readonly name: string; readonly milliseconds: number };
  readonly seams: readonly SeamReport[];
}

export const seamsCommand: GardenCommand = {
  name: "seams",
  description: "Report what garden-pull-secrets attached to.",
  names: ["getPackageVersion"],
  offline: true,
  declared: ({ getPackageVersion }) => {
    if (getPackageVersion) fitScratchProject(getPackageVersion());
  },
  run: (access) => {
    const version = access.version();
    if (version === null)
      throw new BorderError("it does not declare getPackageVersion once");
    const result: SeamsResult = {
      garden: { version, node: process.versions.node },
      way: access.driver() ?? { name: "none", milliseconds: 0 },
      seams: access.seams(),
    };
    return Promise.resolve(result);
  },
};
