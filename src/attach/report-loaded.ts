import { writeFileSync } from "node:fs";

/** Names the file by which a Garden reports to the program that started it that it loaded the patch. */
export const handshakeVariable = "GARDEN_PULL_SECRETS_HANDSHAKE";

/** Reports to whoever started this process, and takes the variable away from programs that Garden starts. */
export function answerHandshake(): void {
  const file = process.env[handshakeVariable];
  if (file === undefined) return;
  Reflect.deleteProperty(process.env, handshakeVariable);
  writeFileSync(file, "");
}
