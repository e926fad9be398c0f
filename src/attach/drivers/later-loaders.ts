import module from "node:module";

type Register = (...args: never[]) => unknown;

/** The functions by which a program takes part in loading; Node 20 lacks the second. */
const functions = ["register", "registerHooks"] as const;

/** Calls `came` after each call of `module.register` or `module.registerHooks` in this thread from now on. What is
 *  registered in `came` itself, before it returns, does not count. */
export function onLaterLoader(came: () => void): void {
  const own: Partial<Record<(typeof functions)[number], Register>> = module;
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
