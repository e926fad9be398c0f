import { performance } from "node:perf_hooks";
import type { Driver } from "./drivers.js";
import type { Learn, PatchData } from "./source-patcher.js";

/** The module that proves that a driver works. */
export const probeUrl = new URL("./probe.js", import.meta.url).href;

/** The way that was taken, and the time it took to start and to prove it. */
export interface ChosenDriver {
  readonly name: Driver["name"];
  readonly milliseconds: number;
}

/** Starts the first driver that proves itself: a module of ours, loaded under it, must come out changed. Those that
 *  don't are ended again. Throws an Error where none works. */
export async function chooseDriver(
  drivers: readonly Driver[],
  data: PatchData,
  learn: Learn,
): Promise<ChosenDriver> {
  const started = performance.now();
  for (const driver of drivers) {
    const end = driver.install(data, learn);
    if (await isProven(driver, data)) {
      return { name: driver.name, milliseconds: performance.now() - started };
    }
    end();
  }
  throw new Error(
    `None of the ways to patch Garden works on Node ${process.versions.node} (tried: ` +
      `${drivers.map(({ name }) => name).join(", ")}). Nothing was patched.`,
  );
}

async function isProven(
  { name }: Driver,
  { probe }: PatchData,
): Promise<boolean> {
  try {
    const { probed } = (await import(`${probe}?${name}`)) as {
      probed: () => boolean;
    };
    return probed();
  } catch {
    return false;
  }
}
