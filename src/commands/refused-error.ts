/** A command can't do its work, and the message says why and what to do: there is no more to say than that. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}
