/** Draws that are the same for the same seed. */
export interface Random {
  /** From 0 to `count - 1`. */
  below(count: number): number;
  /** True in one of `times` draws. */
  oneIn(times: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** One of these, by their weights. */
  weighted<T extends { readonly weight: number }>(
    items: readonly [T, ...T[]],
  ): T;
  /** A text that nobody guesses by chance. */
  password(): string;
}

/** Mulberry32, by Tommy Ettinger: 32 bits of state, which is plenty for some hundred draws. */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (count: number) => Math.floor((next() / 2 ** 32) * count);
  return {
    below,
    oneIn: (times) => below(times) === 0,
    pick: (items) => items[below(items.length)] ?? items[0],
    weighted(items) {
      let left = below(items.reduce((sum, { weight }) => sum + weight, 0));
      return items.find(({ weight }) => (left -= weight) < 0) ?? items[0];
    },
    password: () =>
      `soak-password-${[next(), next()].map((number) => number.toString(36)).join("")}`,
  };
}
