import type { InitializeHook, LoadHook } from "node:module";
import { appendSeams, type DeclaredNames } from "./transform.js";

/** What the main thread tells the loader thread. */
export interface HookData {
  /** Garden's modules are the files below this URL. */
  readonly root: string;
  readonly names: DeclaredNames;
}

let data: HookData | undefined;

export const initialize: InitializeHook<HookData> = (given) => {
  data = given;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  if (!data || loaded.format !== "module" || !url.startsWith(data.root))
    return loaded;
  const { source } = loaded;
  if (source === undefined) return loaded;
  const text =
    typeof source === "string" ? source : new TextDecoder().decode(source);
  const patched = appendSeams(text, data.names);
  return patched === null ? loaded : { ...loaded, source: patched };
};
