import fs from "node:fs";
import module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { HookData } from "../hooks.js";
import { hooksUrl } from "../own-files.js";
import {
  hasSyncHooks,
  syncHooksTakeCommonJs,
  type NodeVersion,
} from "./node-features.js";
import { readWith } from "./read-with.js";
import {
  knownCode,
  patchedSource,
  type Learn,
  type PatchData,
} from "./source-patcher.js";

/** The shape in which Garden lies on disk: npm's many files, with CommonJS among what they import, or the bundle of the
 *  official binary, without. */
export type GardenShape = "npm" | "bundle";

/** A way to change a module's source while Node loads it. */
export interface Driver {
  readonly name: "registerHooks" | "readFile" | "register";
  /** Whether it may be tried on this Node at all. */
  readonly suits: (node: NodeVersion, shape: GardenShape) => boolean;
  /** Starts it; the function that is returned ends it. */
  readonly install: (data: PatchData, learn: Learn) => () => void;
}

/** Node 22.15 and newer; the types of Node 20 do not have it. */
interface SyncHooks {
  registerHooks(hooks: { load: SyncLoad }): { deregister(): void };
}
function hasRegisterHooks(value: object): value is SyncHooks {
  return "registerHooks" in value;
}
type SyncLoad = (
  url: string,
  context: unknown,
  nextLoad: (url: string, context: unknown) => Loaded,
) => Loaded;
interface Loaded {
  readonly format?: string | null;
  readonly source?: string | NodeJS.ArrayBufferView | null;
}

/** As they were when the patch was loaded: who asks to hear of later loaders is not to hear of these. */
const addLoader = module.register.bind(module);
const addHooks = hasRegisterHooks(module)
  ? module.registerHooks.bind(module)
  : null;

const registerHooks: Driver = {
  name: "registerHooks",
  suits: (node, shape) =>
    hasSyncHooks(node) && (shape === "bundle" || syncHooksTakeCommonJs(node)),
  install(data, learn) {
    if (!addHooks) throw new Error("This Node has no module.registerHooks.");
    const hooks = addHooks({
      load(url, context, nextLoad) {
        const loaded = nextLoad(url, context);
        if (loaded.format !== "module" || !loaded.source) return loaded;
        const patched = patchedSource(data, url, loaded.source, learn);
        return patched === null ? loaded : { ...loaded, source: patched };
      },
    });
    return () => hooks.deregister();
  },
};

/** Node reads ES modules through these two functions. Nothing documents that, so the probe must prove it. */
const readFile: Driver = {
  name: "readFile",
  suits: () => true,
  install(data, learn) {
    const { readFile: read } = fs.promises;
    const { readFileSync: readSync } = fs;
    const roots = [data.root, data.probe].map((url) => ({
      url,
      path: fileURLToPath(url),
    }));
    const patched = <T>(file: unknown, source: T): T => {
      const url = urlOf(file, roots);
      if (url === null) return source;
      const given = source as string | Buffer;
      const changed = patchedSource(data, url, given, learn) ?? given;
      const isSameKind =
        typeof given === "string" || typeof changed !== "string";
      return (isSameKind ? changed : Buffer.from(changed)) as T;
    };
    fs.promises.readFile = (async (...args: Parameters<typeof read>) => {
      const [file, options] = args;
      const url = options === undefined ? urlOf(file, roots) : null;
      const code = url === null ? "" : knownCode(data, url);
      if (url !== null && code !== "")
        return await readWith(new URL(url), code);
      return patched(file, await read(...args));
    }) as typeof read;
    fs.readFileSync = ((...args: Parameters<typeof readSync>) =>
      patched(args[0], readSync(...args))) as typeof readSync;
    return () => {
      fs.promises.readFile = read;
      fs.readFileSync = readSync;
    };
  },
};

export const register: Driver = {
  name: "register",
  suits: () => true,
  install(data, learn) {
    const { port1, port2 } = new MessageChannel();
    const handedOver: HookData = { data, port: port2 };
    addLoader(hooksUrl, { data: handedOver, transferList: [port2] });
    // Nothing waits for what the other thread learns: it is taken at the end.
    process.once("exit", () => {
      for (;;) {
        const received = receiveMessageOnPort(port1);
        if (!received) return;
        learn(...(received.message as Parameters<Learn>));
      }
    });
    return () => undefined;
  },
};

/** The ways to try on this Node, cheapest first (`npm run bench:startup`). */
export function driversFor(
  shape: GardenShape,
  node = process.versions.node,
): readonly Driver[] {
  return [registerHooks, readFile, register].filter(({ suits }) =>
    suits(node, shape),
  );
}

/** The URL of a file that lies below one of the roots; null for every other file that the process reads. */
function urlOf(
  file: unknown,
  roots: readonly { readonly url: string; readonly path: string }[],
): string | null {
  if (file instanceof URL)
    return roots.some(({ url }) => file.href.startsWith(url))
      ? file.href
      : null;
  if (typeof file !== "string") return null;
  return roots.some(({ path }) => file.startsWith(path))
    ? pathToFileURL(file).href
    : null;
}
