import type { InitializeHook, LoadHook } from "node:module";
import type { MessagePort } from "node:worker_threads";
import { patchedSource, type PatchData } from "./drivers/source-patcher.js";

/** The hooks of the loader thread, for `module.register`. */

/** What the main thread hands over; `port` takes what is learned, as [url, file]. */
export interface HookData {
  readonly data: PatchData;
  readonly port: MessagePort;
}

let given: HookData | undefined;

export const initialize: InitializeHook<HookData> = (handedOver) => {
  given = handedOver;
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const loaded = await nextLoad(url, context);
  const { format, source } = loaded;
  if (!given || format !== "module" || source === undefined) return loaded;
  const { data, port } = given;
  // Node's own loader hands over bytes, or another hook's text.
  const patched = patchedSource(
    data,
    url,
    source as string | Uint8Array,
    (...learned) => port.postMessage(learned),
  );
  return patched === null ? loaded : { ...loaded, source: patched };
};
