import type { InitializeHook, LoadHook } from "node:module";
import { patchedSource, type PatchData } from "./source-patcher.js";

/** The hooks of the loader thread, for `module.register`. */

let data: PatchData | undefined;

export const initialize: InitializeHook<PatchData> = (given) => {
  data = given;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const { format, source } = loaded;
  if (!data || format !== "module" || source === undefined) return loaded;
  // Node's own loader hands over bytes, or another hook's text.
  const patched = patchedSource(data, url, source as string | Uint8Array);
  return patched === null ? loaded : { ...loaded, source: patched };
};
