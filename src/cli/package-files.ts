/** The files of the package that the command line starts or reads. This module stands beside main.ts, since the build
 *  makes files of that folder of all of the command line. */

/** The program itself. */
export const mainFile = new URL("./main.js", import.meta.url);

/** The module that `--import` loads into an official binary. */
export const registerFile = new URL("../attach/register.js", import.meta.url);

/** The program of a patched npm Garden. */
export const npmGardenFile = new URL(
  "../attach/npm-garden-main.js",
  import.meta.url,
);

export const packageFile = new URL("../../package.json", import.meta.url);

/** The pages of the manual. */
export const docsFolder = new URL("../../docs/", import.meta.url);
