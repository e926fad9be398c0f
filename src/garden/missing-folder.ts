import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Garden } from "./garden.js";

/** The fields of an action's config that say where its folder is. Garden fills in the template strings of a copy. */
interface Placed {
  readonly internal?: { readonly basePath?: string };
  readonly source?: { readonly path?: string } | null;
}

/** Says so where Garden refused an action because its folder is not there; null where that is not the reason. Garden runs
 *  git in the folder, and Node gives the same error for a folder and for a program that is missing. */
export function missingFolder(
  { projectRoot }: Pick<Garden, "projectRoot">,
  { internal, source }: Placed,
  reason: unknown,
): Error | null {
  if (!/\bENOENT\b/.test(String(reason))) return null;
  const { basePath = projectRoot } = internal ?? {};
  const folder = path.resolve(basePath, source?.path ?? ".");
  if (folder.includes("${") || existsSync(folder)) return null;
  const submodule = submoduleOf(folder);
  const advice =
    submodule === null
      ? ""
      : `; ${path.relative(projectRoot, submodule)} is a git submodule: git submodule update --init`;
  return new Error(
    `its folder ${path.relative(projectRoot, folder)} does not exist${advice}`,
  );
}

/** The submodule that a path is in, or is. */
function submoduleOf(folder: string): string | null {
  for (let parent = path.dirname(folder); ; parent = path.dirname(parent)) {
    const found = submodulesIn(parent).find(
      (submodule) => !path.relative(submodule, folder).startsWith(".."),
    );
    if (found !== undefined) return found;
    if (parent === path.dirname(parent)) return null;
  }
}

function submodulesIn(folder: string): string[] {
  const file = path.join(folder, ".gitmodules");
  if (!existsSync(file)) return [];
  const paths = readFileSync(file, "utf8").matchAll(
    /^\s*path\s*=\s*(.+?)\s*$/gm,
  );
  return [...paths].map(([, found = ""]) => path.join(folder, found));
}
