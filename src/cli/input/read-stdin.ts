import { fromOutside, type Outside } from "../../config/outside.js";

/** All of standard input. */
export async function readStdin(): Promise<Outside> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return fromOutside(Buffer.concat(chunks).toString("utf8"));
}
