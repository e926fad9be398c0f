import type { DecodedText } from "./decoded-text.js";
import { goesOn } from "./sentence-words.js";
import type { Span } from "./span.js";
import { endOfQuoted } from "./value-ends.js";
import { withoutEnd } from "./without-end.js";

/** Users, and logins in addresses. */
export function users(decoded: DecodedText): Span[] {
  const logins = urlLogins(decoded);
  return [
    ...logins,
    ...quotedUsers(decoded),
    ...followingUsers(decoded),
    ...followingSecrets(decoded),
    ...otherUsers(without(decoded.text, logins)),
  ];
}

/** Blanks in place of the spans. */
function without(text: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(at, start), " ".repeat(end - start));
    at = end;
  }
  return parts.join("") + text.slice(at);
}

/** What a login in an address ends with: an `@` that is no digest's. */
const loginEnd = /@(?!sha(?:256|384|512):)/g;

/** An address, with the lines that it goes on in as far as its login does. */
const address = /:\/\/[^\s"'`<>]+(?:\n[ \t]{0,8}[^\s"'`<>@]*@[^\s"'`<>]*)*/g;

/** `//user:password@host`: up to the last `@`, since a password may hold one, and a slash as well. */
function urlLogins({ text, encoded }: DecodedText): Span[] {
  return [...text.matchAll(address)].flatMap(({ 0: found, index }) => {
    const level = encoded[index] ?? 0;
    const isPlain = (at: number) => (encoded[index + at] ?? 0) <= level;
    const last = [...found.matchAll(loginEnd)]
      .map((sign) => sign.index)
      .filter(isPlain)
      .at(-1);
    if (last === undefined || last === 3) return [];
    const [slash = found.length] = [...found.slice(3).matchAll(/[/?#]/g)]
      .map((sign) => sign.index + 3)
      .filter(isPlain);
    // A host may be followed by a path with an `@` in it.
    const authority = found.slice(3, slash);
    return isHost(authority)
      ? []
      : [{ start: index + 3, end: index + last, label: "<credential>" }];
  });
}

function isHost(authority: string): boolean {
  return /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:.]+\])(?::\d*)?$/i.test(
    authority,
  );
}

/** Behind these, what stands in quotes is somebody's name, or his secret. */
const introduction =
  /(?<!service |storage |billing )\b(?:rate limit as|(?:logged|signed|log) in as|authenticated as|user(?:[- ]?name)?|robot|account|login|passphrase|passw(?:or)?d|pwd|token|api key|credentials?|cookie)(?: (?:is|was|named|called|of))? (?=["'`])/gi;

function quotedUsers(decoded: DecodedText): Span[] {
  const { text } = decoded;
  return [...text.matchAll(introduction)].flatMap(({ 0: found, index }) => {
    const opening = index + found.length;
    const end = endOfQuoted(decoded, opening);
    const start = opening + 1;
    const content = text.slice(start, end);
    return end === start ||
      /^(?:<|system:)| \S+ /.test(content) ||
      // Kubernetes says to whom it denies what, and he is who reads it.
      text.startsWith(" cannot ", end + 1)
      ? []
      : [{ start, end, label: "<user>" }];
  });
}

/** `for user bob`: whatever does not go on with the sentence. */
function followingUsers({ text }: DecodedText): Span[] {
  const behind =
    /(?<![\w-])(?:--)?(?:user(?:[- ]?name)?|robot|(?:logged|signed|log) in as|authenticated as)(?: (?:is|was|named|called))? ([^\s"'`<>,;:()=-][^\s"'`<>,;()]*)/gi;
  return [...text.matchAll(behind)].flatMap(
    ({ 0: found, 1: name = "", index }) =>
      goesOn(name) || /^(?:system:|arn:)/.test(name)
        ? []
        : [endingAt(index + found.length, name, "<user>")],
  );
}

/** `password hunter2`, `-p hunter2`: these words also stand in sentences, so only what is no plain word, or is broken and
 *  goes on as none. */
function followingSecrets({ text }: DecodedText): Span[] {
  const behind =
    /(?<![\w-])(?:-[pu]|(?:--)?(?:passphrase|passw(?:or)?d|pwd|tokens?|api[- ]?key|credentials?|creds|login|account)|basic|bearer)(?: (?:is|was))? ([^\s"'`<>,;()]*[\d$%!#*~+][^\s"'`<>,;()]*|[^\s"'`<>,;()]+(?=\n[ \t]{0,8}[a-z]{1,16}\d))/gi;
  return [...text.matchAll(behind)].flatMap(
    ({ 0: found, 1: secret = "", index }) =>
      goesOn(secret) || /^(?:\d{1,3}:?|[a-z]+:\/\/.*)$/i.test(secret)
        ? []
        : [endingAt(index + found.length, secret, "<redacted>")],
  );
}

/** Of a word that ends there, all but what closes the phrase. */
function endingAt(end: number, found: string, label: string): Span {
  const left = withoutEnd(found, ".:!");
  const start = end - found.length;
  return { start, end: start + Math.max(left.length, 1), label };
}

const patterns: readonly (readonly [RegExp, string])[] = [
  // Docker Hub's id of a login
  [/dckr_jti_[\w=+/-]+/g, "dckr_jti_<id>"],
  [
    /(?<=\barn:aws[\w-]{0,16}:(?:iam|sts):[\w-]{0,20}:[\w*]{0,20}:(?:user|assumed-role\/[\w+=,.@-]{1,64})\/)[\w+=,.@/-]+/g,
    "<user>",
  ],
  // an address of electronic mail; what has a version there is a package
  [
    /(?<![^\s"'`<>()[\]{},;=|])[\w.+-]{1,64}@(?!\d+\.\d+\.\d+(?![\w.-]))[\w-]{1,63}(?:\.[\w-]{1,63})+(?![\w/:@])/g,
    "<user>",
  ],
  // `user:password@host` without a scheme
  [
    /(?<![^\s"'`=(])(?!arn:)[^\s"'`:/@<>]{1,64}:(?!\/\/)[^\s"'`@<>]{1,128}(?:\n[ \t]{0,8}[^\s"'`@<>]{1,128})?(?=@(?!sha(?:256|384|512):|\d+\.\d+\.\d+(?![\w.-])))/g,
    "<credential>",
  ],
  // a header's login alone
  [/(?<=\b(?:basic|bearer) )(?=[^\s"'`=,<]*\d)[\w.~+/-]{6,}=*/gi, "<redacted>"],
  [/(?<=-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)[^-]+/g, "<redacted>"],
];

function otherUsers(text: string): Span[] {
  return patterns.flatMap(([pattern, label]) =>
    [...text.matchAll(pattern)].map(({ 0: found, index }) => ({
      start: index,
      end: index + found.length,
      label,
    })),
  );
}
