/** The error codes of the OCI distribution specification that answer a pull. */
export const registryCodes = [
  "blob unknown",
  "denied",
  "manifest unknown",
  "name unknown",
  "toomanyrequests",
  "unauthorized",
] as const;

export type RegistryCode = (typeof registryCodes)[number];

/** The codes that a flat text, in lower case, has: in JSON (`"code":"DENIED"`), and as clients print them at the head of a
 *  link of an error chain (`denied: ...`, kaniko's `DENIED: ...`). Codes of two words may stand anywhere. */
export function readCodes(text: string): ReadonlySet<RegistryCode> {
  return new Set(
    registryCodes.filter((code) =>
      code.includes(" ")
        ? spellings(code).some((spelling) => text.includes(spelling))
        : isHead(text, code),
    ),
  );
}

/** As the specification has it, as clients print it, and as distribution's client does. */
function spellings(code: string): string[] {
  const words = code.split(" ");
  return [code, words.join("_"), words.reverse().join(" ")];
}

/** What may stand in front of a link of a chain, and behind its head. */
const before = new Set(["", ":", '"', "'", "[", "\n", "*"]);
const behind = new Set([":", "\n", '"', "'", "]", ",", ";", ")", "."]);

function isHead(text: string, written: string): boolean {
  for (
    let index = text.indexOf(written);
    index >= 0;
    index = text.indexOf(written, index + written.length)
  ) {
    const end = index + written.length;
    if (!before.has(lastSign(text, index))) continue;
    if (behind.has(text.charAt(end))) return true;
    // the daemon prints what the registry said once more: `error from registry: denied denied`
    if (text.startsWith(` ${written}`, end)) return true;
  }
  return false;
}

/** The sign in front, blanks aside. */
function lastSign(text: string, index: number): string {
  return text.charAt(text.charAt(index - 1) === " " ? index - 2 : index - 1);
}
