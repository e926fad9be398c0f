/** What neither TypeScript nor ESLint lets pass. Each line says that one of them complains of the next; TypeScript is not
 *  satisfied where it doesn't, nor is ESLint with a comment that is not needed. */
import { hide } from "../../src/config/hidden.js";
import { fromOutside } from "../../src/config/outside.js";
import { say, write } from "../../src/cli/output/output.js";

const message = fromOutside("message");
const password = hide("password");

export async function printed(): Promise<string[]> {
  // @ts-expect-error TypeScript: it is no string.
  say(message);
  // @ts-expect-error TypeScript: it is no string.
  await write(password);
  // @ts-expect-error TypeScript: it is no string.
  const text: string = message;
  return [
    text,
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions
    `it says ${message}`,
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions
    `logged in with ${password}`,
    // eslint-disable-next-line @typescript-eslint/restrict-plus-operands
    "it says " + message,
  ];
}
