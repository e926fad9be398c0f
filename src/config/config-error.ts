/** The provider config says something that can't be meant. `paths` are the entries at fault, as the user counts them. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly paths: readonly string[];

  constructor(message: string, paths: readonly string[]) {
    super(message);
    this.paths = paths;
  }
}
