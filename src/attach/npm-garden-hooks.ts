import type { LoadHook, ResolveHook } from "node:module";

/** Two bridges that let npm Garden 0.13.24, made for Node 21, run on every Node from 20 to 24. The official binaries
 *  need neither. */

const emptyModule =
  "data:text/javascript,export default {};export const spawn = undefined;";

/** The terminal emulator behind `garden exec --interactive` has no binary for Node 22 and newer, and none at all where
 *  install scripts are off. An empty stand-in loads in its place. */
export const resolve: ResolveHook = (specifier, context, nextResolve) =>
  specifier === "@homebridge/node-pty-prebuilt-multiarch"
    ? { url: emptyModule, shortCircuit: true }
    : nextResolve(specifier, context);

/** Node 22 and newer spell JSON imports `with { type: "json" }`, which 20 understands as well. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!url.endsWith("/build/src/util/util.js"))
    return await nextLoad(url, context);
  const loaded = await nextLoad(url, context);
  const { source } = loaded;
  if (source === undefined) return loaded;
  const text =
    typeof source === "string" ? source : new TextDecoder().decode(source);
  return {
    ...loaded,
    source: text.replace('assert { type: "json" }', 'with { type: "json" }'),
  };
};
