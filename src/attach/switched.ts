import type { GardenFunction } from "../garden/names.js";

/** A stand-in for the original, called or constructed, that is the replacement while `isOn`. */
export function switched(
  original: GardenFunction,
  replacement: GardenFunction,
  isOn: () => boolean,
): GardenFunction {
  const current = () => (isOn() ? replacement : original) as typeof Function;
  return new Proxy(original, {
    apply: (_, self, args) => Reflect.apply(current(), self, args) as unknown,
    construct: (_, args, target) =>
      Reflect.construct(current(), args, target) as object,
  });
}
