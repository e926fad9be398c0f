/** What kubectl writes of an answer of the API server's (kubectl, `StandardErrorMessage`); what Garden may append is all of
 *  that once more (its ChildProcessError). */
const answer =
  /(?:^|\n)Error from server(?: \((\w+)\))?: ([^]*?)(?:\n\nHere(?:'s| are) the |$)/;

/** What Garden throws where kubectl fails, as an error of its client: kubectl has the API server's words, and tells of the
 *  status by its reason only. The error itself where the API server did not answer. */
export function asApiFailure(error: unknown): unknown {
  const [, reason, words = ""] =
    answer.exec(error instanceof Error ? error.message : "") ?? [];
  if (words === "") return error;
  return Object.assign(new Error(), {
    ...(reason === "Forbidden" && { responseStatusCode: 403 }),
    apiMessage: words.trim().replaceAll(/\s+/g, " "),
  });
}
