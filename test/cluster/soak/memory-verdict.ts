import type { MemoryRun } from "./memory.js";
import type { MemorySample } from "./long-lived-garden.js";

/** What is taken for flat. Unpatched Garden keeps something of each command itself, so the two are compared. */
export const memoryLimits = {
  /** Deploys that fill caches, and are left out. */
  warmUp: 4,
  /** Samples without which nothing can be said. */
  fewest: 12,
  /** By how much more the heap of patched Garden may grow than that of unpatched Garden, with each deploy. */
  heapBytesPerDeploy: 100 * 1024,
};

export interface MemoryVerdict {
  /** Bytes of heap that each deploy adds. */
  readonly patched: number;
  readonly unpatched: number;
  readonly wrong: readonly string[];
  /** False where there are too few samples for a word on the slope. */
  readonly enough: boolean;
}

export function memoryVerdict(run: MemoryRun): MemoryVerdict {
  const { warmUp, fewest, heapBytesPerDeploy } = memoryLimits;
  const heaps = (samples: readonly MemorySample[]) =>
    samples.slice(warmUp).map(({ heapUsed }) => heapUsed);
  const [patched, unpatched] = [heaps(run.patched), heaps(run.unpatched)];
  const slopes = {
    patched: medianSlope(patched),
    unpatched: medianSlope(unpatched),
  };
  const enough = Math.min(patched.length, unpatched.length) >= fewest;
  const wrong = [...run.wrong];
  const more = slopes.patched - slopes.unpatched;
  if (enough && more > heapBytesPerDeploy)
    wrong.push(
      `each deploy of patched Garden leaves ${kib(more)} KiB more on the heap than one of unpatched Garden (limit: ${kib(heapBytesPerDeploy)})`,
    );
  const ports = (samples: readonly MemorySample[]) =>
    Math.max(0, ...samples.map(({ listening }) => listening));
  if (ports(run.patched) > ports(run.unpatched))
    wrong.push(
      `patched Garden listens on ${String(ports(run.patched))} ports, unpatched Garden on ${String(ports(run.unpatched))}`,
    );
  return { ...slopes, wrong, enough };
}

export function kib(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

/** The median of the slopes between all pairs (Theil and Sen): a single outlier does not bend it. */
export function medianSlope(values: readonly number[]): number {
  const slopes = values
    .flatMap((from, index) =>
      values
        .slice(index + 1)
        .map((to, distance) => (to - from) / (distance + 1)),
    )
    .sort((a, b) => a - b);
  const middle = slopes.length / 2;
  const [low = 0, high = low] = [
    slopes[Math.ceil(middle) - 1],
    slopes[Math.floor(middle)],
  ];
  return (low + high) / 2;
}
