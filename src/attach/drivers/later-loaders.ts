import module from "node:module";

type Register = (...args: unknown[]) => unknown;

/** The functions by which a program takes part in loading; Node 20 lacks the second. */
const functions = ["register", "registerHooks"] as const;

/** Calls `came` after each call of `module.register` or `module.registerHooks` in this thread from now on. What is
 *  registered in `came` itself, before it returns, does not count. */
export function onLaterLoader(came: () => void): void {
  const own = module as unknown as Record<string, Register | undefined>;
  let isOurs = false;
  for (const name of functions) {
    const register = own[name];
    if (!register) continue;
    own[name] = (...args) => {
      const result = register.apply(module, args);
      if (isOurs) return result;
      isOurs = true;
      try {
        came();
      } finally {
        isOurs = false;
      }
      return result;
    };
  }
  // Those who have imported them by name get the new ones, too.
  module.syncBuiltinESMExports();
}
