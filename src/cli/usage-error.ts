/** The command line asks for something that can't be meant: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
