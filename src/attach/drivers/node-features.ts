/** What a Node can do, by its version. */

/** A Node version as `process.versions.node` spells it. */
export type NodeVersion = string;

/** `module.registerHooks`: https://nodejs.org/api/module.html#moduleregisterhooksoptions */
export function hasSyncHooks(version: NodeVersion): boolean {
  return atLeast(version, [
    [22, 15, 0],
    [23, 5, 0],
  ]);
}

/** Before these, CommonJS that is imported from an ES module ends in ERR_INTERNAL_ASSERTION under `registerHooks`, or in
 *  some cases: import-in-the-middle and @apm-js-collab/tracing-hooks draw the line here. Tried: dies on 22.17.1, runs on
 *  22.23.3 and 24.21.0; 25 and 26 were not. */
export function syncHooksTakeCommonJs(version: NodeVersion): boolean {
  return atLeast(version, [
    [22, 22, 3],
    [24, 11, 1],
    [25, 1, 0],
  ]);
}

/** Whether `version` is at or above the boundary of its own release line; lines above the last one are. */
function atLeast(
  version: NodeVersion,
  boundaries: readonly (readonly [number, number, number])[],
): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  const boundary = boundaries.find(([line]) => line === major);
  if (boundary) {
    const [, leastMinor, leastPatch] = boundary;
    return minor > leastMinor || (minor === leastMinor && patch >= leastPatch);
  }
  return major > (boundaries.at(-1)?.[0] ?? 0);
}
