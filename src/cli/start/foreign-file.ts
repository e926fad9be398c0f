import { lstatSync } from "node:fs";

/** A file or folder of a user who could put anything there. */
interface ForeignFile {
  readonly file: string;
  readonly uid: number;
}

/** The first of `files` that belongs neither to this user nor to root, who can do anything anyway; null where there is
 *  none, and on Windows. Under sudo, what belongs to the user who called it counts as this user's, as for git
 *  (https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory). A link's own owner counts. */
export function foreignFile(
  files: readonly string[],
  own = process.getuid?.() ?? null,
  sudoUser = process.env["SUDO_UID"],
): ForeignFile | null {
  if (own === null) return null;
  const trusted = [own, 0];
  if (own === 0 && sudoUser !== undefined) trusted.push(Number(sudoUser));
  for (const file of files) {
    const { uid } = lstatSync(file);
    if (!trusted.includes(uid)) return { file, uid };
  }
  return null;
}
