/** The replacement, with the original's name and number of parameters: Garden refuses a plugin whose handlers have another
 *  number (its `pluginSpec`). */
export function likeOriginal<F extends (...args: never[]) => unknown>(
  original: F,
  replacement: F,
): F {
  const { length, name } = original;
  return Object.defineProperties(replacement, {
    length: { value: length },
    name: { value: name },
  });
}

/** Garden's function, with what it returns changed. `this` and every argument reach it, also those that only a newer Garden
 *  gives; `change` is given them as well. */
export function withResult<A extends unknown[], R>(
  original: (...args: A) => R,
  change: (result: R, ...args: A) => R,
): (...args: A) => R {
  return likeOriginal(original, function (this: unknown, ...args) {
    return change(original.apply(this, args), ...args);
  });
}

/** `withResult` for what a promise brings. */
export function withLaterResult<A extends unknown[], R>(
  original: (...args: A) => Promise<R>,
  change: (result: R, ...args: A) => R | Promise<R>,
): (...args: A) => Promise<R> {
  return likeOriginal(original, async function (this: unknown, ...args) {
    return await change(await original.apply(this, args), ...args);
  });
}
