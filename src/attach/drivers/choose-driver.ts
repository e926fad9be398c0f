import { performance } from "node:perf_hooks";
import { register, type Driver } from "./drivers.js";
import { onLaterLoader } from "./later-loaders.js";
import { syncHooksTakeCommonJs } from "./node-features.js";
import type { Learn, PatchData } from "./source-patcher.js";

/** A driver, and the time it took to start and to prove the first one. */
export interface TakenDriver {
  readonly name: Driver["name"];
  readonly milliseconds: number;
}

export interface ChosenDriver {
  /** The one that is taken now. */
  readonly driver: () => TakenDriver;
  /** The reason why it no longer gets in, once it doesn't. */
  readonly keptOut: Promise<string>;
}

/** Starts the first driver that proves itself: a module of ours, loaded under it, must come out changed. Those that
 *  don't are ended again. Throws an Error where none works.
 *
 *  A loader may be registered at any later time, and also while this goes on: Node 21.1 loads all that `--import` names at
 *  once. From then on Node may load modules in a thread of its own, where `readFile` is not seen, and which
 *  `registerHooks` does not get on with before it takes CommonJS: these give way at once. What is left has to prove itself
 *  again. */
export async function chooseDriver(
  drivers: readonly Driver[],
  data: PatchData,
  learn: Learn,
): Promise<ChosenDriver> {
  const started = performance.now();
  const tried: Driver["name"][] = [];
  let end = (): void => undefined;
  let isChosen = false;
  let laterLoaders = 0;

  const current = () => tried.at(-1) ?? register.name;
  const change = (driver: Driver): void => {
    end();
    tried.push(driver.name);
    end = driver.install(data, learn);
  };
  /** Whether the current driver gets in, also past every loader that was registered meanwhile. */
  const isProven = async (): Promise<boolean> => {
    for (;;) {
      const seen = laterLoaders;
      const proven = await changesProbe(current(), data);
      if (seen !== laterLoaders) continue;
      isChosen ||= proven;
      return proven;
    }
  };

  const keptOut = new Promise<string>((resolve) => {
    onLaterLoader(() => {
      laterLoaders++;
      if (!getsOnWithLoaders(current())) change(register);
      if (!isChosen) return;
      void isProven().then((proven) => {
        if (proven) return;
        resolve(
          `A module loader that was registered after the patch keeps it out (tried: ${current()}). Nothing was patched.`,
        );
      });
    });
  });

  for (const driver of drivers) {
    change(driver);
    if (await isProven()) {
      const milliseconds = performance.now() - started;
      return { driver: () => ({ name: current(), milliseconds }), keptOut };
    }
    // Also where a loader that came meanwhile had it started.
    if (current() === register.name) break;
  }
  end();
  throw new Error(
    `None of the ways to patch Garden works on Node ${process.versions.node} (tried: ${tried.join(", ")}). Nothing was ` +
      "patched.",
  );
}

function getsOnWithLoaders(name: Driver["name"]): boolean {
  return (
    name === "register" ||
    (name === "registerHooks" && syncHooksTakeCommonJs(process.versions.node))
  );
}

let probes = 0;

async function changesProbe(
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
