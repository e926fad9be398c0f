/** How one try of a pull begins in an error that lists several. */
const beginnings = [
  "rpc error: ",
  "failed to pull and unpack image ",
  "failed to resolve reference ",
  "initializing source ",
  "Error initializing source ",
  "loading manifest ",
  "reading manifest ",
  "Error reading manifest ",
  "unable to retrieve auth token",
  "Error response from daemon: ",
  "pull access denied",
];

/** What a registry says in one word, which ends a line: on one line, what follows would look like more of it. */
const codeAtLineEnd =
  /(: (?:denied|unauthorized))(?=[ \t]{0,8}(?:\r?\n|\\n))/gi;

/** And where a line begins with it, as docker's CLI prints what the daemon answered: it is the head of a chain there. */
const codeAtLineStart =
  /(?:\r?\n|\\n)[ \t]{0,8}(?=(?:denied|unauthorized): )/gi;

/** A message on one line, without the escapes of the logs that it went through, and without the links that a site made of
 *  its addresses (`[address](address)`). */
export function flatten(message: string): string {
  return message
    .replace(codeAtLineEnd, "$1.")
    .replace(codeAtLineStart, " * ")
    .replaceAll("\\n", " ")
    .replaceAll("\\t", " ")
    .replaceAll("\\", "")
    .replace(/\[(https?:[^\s[\]]{1,2048})\]\(https?:[^\s()]{1,2048}\)/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

const beginning = `(?:${beginnings.join("|")})`;
const opening = new RegExp(`\\[(?=${beginning})`);
const separator = new RegExp(`(?=, ${beginning})`);

/** The tries that a flat message reports. The kubelet tries each credential that fits; where all fail, their errors
 *  stand in brackets, separated by commas (Kubernetes, apimachinery's aggregate). */
export function attempts(flat: string): string[] {
  const start = flat.search(opening);
  return start < 0 ? [flat] : flat.slice(start + 1).split(separator);
}
