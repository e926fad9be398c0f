import module from "node:module";

type Register = (...args: never[]) => unknown;

/** The functions by which a program takes part in loading; Node 20 lacks the second. */
const functions = ["register", "registerHooks"] as const;

/** Calls `came` after each call of `module.register` or `module.registerHooks` in this thread from now on. The drivers'
 *  own calls do not count: they keep the functions as they were before. */
export function onLaterLoader(came: () => void): void {
  const own: Partial<Record<(typeof functions)[number], Register>> = module;
  for (const name of functions) {
    const register = own[name];
    if (!register) continue;
    own[name] = (...args) => {
      const result = register.apply(module, args);
      came();
      return result;
    };
  }
  // Those who have imported them by name get the new ones, too.
  module.syncBuiltinESMExports();
}
