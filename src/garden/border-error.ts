/** A Garden lacks something that we call of it. The message says what, of Garden: `it has no garden.getPlugin`. */
export class BorderError extends Error {
  override readonly name = "BorderError";
  /** What is wrong and what to do, for the user of a Garden of this version. */
  sentence(version: string | null): string {
    return (
      `garden-pull-secrets does not fit Garden ${version ?? "(its version is unknown)"}: ${this.message}. Nothing was done. ` +
      "The Gardens that it fits: garden-pull-secrets docs coverage"
    );
  }
}

/** Throws BorderError unless the object has all of these methods. `of` is what messages call it. */
export function expectMethods(
  object: object,
  of: string,
  methods: readonly string[],
): void {
  const absent = methods.find(
    (name) => typeof Reflect.get(object, name) !== "function",
  );
  if (absent !== undefined) throw new BorderError(`it has no ${of}.${absent}`);
}
