/** The modules of ours that Node is given by URL. This file stands beside them, since the build makes files of that
 *  folder of all that runs inside Garden. */

/** The module that proves that a driver works. */
export const probeUrl = new URL("./probe.js", import.meta.url).href;

/** The hooks of the loader thread. */
export const hooksUrl = new URL("./hooks.js", import.meta.url).href;
