import { normalized } from "../garden/normalize.js";

/** The lines that a Garden with a command line of its own has shown, sorted, without what differs from run to run: times,
 *  versions, its server's port, what it says to new users, the cluster's events, and how the prompt was drawn when the
 *  look was taken. */
export function normalizedScreen(text: string, cwd: string): string[] {
  return normalized(text, cwd)
    .replace(/Good (morning|afternoon|evening)/, "Good day")
    .replace(/\bport \d+/, "port <port>")
    .replace(/\bv-[0-9a-f]{10}\b/g, "<version>")
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !passing.test(line))
    .sort();
}

const passing =
  /^Thanks for installing|\[kubernetes\] Deployment\/|🌼|[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]|✔\uFE0E/u;
