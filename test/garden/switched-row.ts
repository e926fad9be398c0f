import type { Patch } from "../../dist/patches/patch.js";

/** A row of the table that is as if left out of it while `off` holds its id. */
export function switchedRow(patch: Patch, off: ReadonlySet<string>): Patch {
  return {
    ...patch,
    wrap(original, context) {
      const wrapped = patch.wrap(original, context);
      const current = () =>
        (off.has(patch.id) ? original : wrapped) as typeof Function;
      return new Proxy(original, {
        apply: (_, self, args) =>
          Reflect.apply(current(), self, args) as unknown,
        construct: (_, args, target) =>
          Reflect.construct(current(), args, target) as object,
      });
    },
  };
}
