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

/** A message on one line, without the escapes of the logs that it went through. */
export function flatten(message: string): string {
  return message
    .replaceAll("\\n", " ")
    .replaceAll("\\t", " ")
    .replaceAll("\\", "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The tries that a flat message reports. The kubelet tries each credential that fits; where all fail, their errors
 *  stand in brackets, separated by commas (Kubernetes, apimachinery's aggregate). */
export function attempts(flat: string): string[] {
  const opening = beginnings
    .map((beginning) => flat.indexOf(`[${beginning}`))
    .filter((index) => index >= 0);
  if (opening.length === 0) return [flat];
  const list = flat.slice(Math.min(...opening) + 1);
  const cuts = new Set([0]);
  for (const beginning of beginnings) {
    const separator = `, ${beginning}`;
    let index = list.indexOf(separator);
    while (index >= 0) {
      cuts.add(index);
      index = list.indexOf(separator, index + separator.length);
    }
  }
  const starts = [...cuts].sort((a, b) => a - b);
  return starts.map((start, index) => list.slice(start, starts[index + 1]));
}
