import { createHash } from "node:crypto";

/** The text of a memory as the patch writes it: behind a line with its sum. */
export function sealed(text: string): string {
  return `${createHash("sha256").update(text).digest("hex")}\n${text}`;
}

/** What such a file holds. */
export function unsealed(file: string): string {
  return file.slice(file.indexOf("\n") + 1);
}
