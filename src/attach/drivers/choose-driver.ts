import { performance } from "node:perf_hooks";
import { register, type Driver } from "./drivers.js";
import { syncHooksTakeCommonJs } from "./node-features.js";
import type { Learn, PatchData } from "./source-patcher.js";

/** The way that was taken, and the time it took to start and to prove it. */
export interface ChosenDriver {
  readonly name: Driver["name"];
  readonly milliseconds: number;
  readonly end: () => void;
}

/** Starts the first driver that proves itself: a module of ours, loaded under it, must come out changed. Those that
 *  don't are ended again. Throws an Error where none works. */
export async function chooseDriver(
  drivers: readonly Driver[],
  data: PatchData,
  learn: Learn,
): Promise<ChosenDriver> {
  const started = performance.now();
  for (const { name, install } of drivers) {
    const end = install(data, learn);
    if (await isProven(name, data)) {
      return { name, milliseconds: performance.now() - started, end };
    }
    end();
  }
  throw new Error(
    `None of the ways to patch Garden works on Node ${process.versions.node} (tried: ` +
      `${drivers.map(({ name }) => name).join(", ")}). Nothing was patched.`,
  );
}

/** The way to take now that somebody registered a loader. From then on Node may load modules in a thread of its own,
 *  where `readFile` is not seen, and which `registerHooks` does not get on with before it takes CommonJS: these give way at
 *  once. What is left has to prove itself again. Throws an Error where nothing works. */
export async function chooseAgain(
  chosen: ChosenDriver,
  data: PatchData,
  learn: Learn,
): Promise<ChosenDriver> {
  if (!getsOnWithLoaders(chosen.name)) {
    chosen.end();
    return await chooseDriver([register], data, learn);
  }
  if (await isProven(chosen.name, data)) return chosen;
  throw new Error(
    `A module loader that was registered after the patch keeps it out (tried: ${chosen.name}). Nothing was patched.`,
  );
}

function getsOnWithLoaders(name: Driver["name"]): boolean {
  return (
    name === "register" ||
    (name === "registerHooks" && syncHooksTakeCommonJs(process.versions.node))
  );
}

let probes = 0;

async function isProven(
  name: Driver["name"],
  { probe }: PatchData,
): Promise<boolean> {
  try {
    const { probed } = (await import(
      `${probe}?way=${name}-${String(probes++)}`
    )) as { probed: () => boolean };
    return probed();
  } catch {
    return false;
  }
}
