import { steeringInLines } from "../config/printable.js";
import { tokenPrefixes } from "../registry/token-shapes.js";

/** A name that registries and clouds give to what is secret, or to whose it is, in a query. */
const secretParameters = [
  "access_token",
  "account",
  "api[-_]?key",
  "auth",
  "authorization",
  "client_secret",
  "credential",
  "jwt",
  "key-pair-id",
  "passw(?:or)?d",
  "pwd",
  "refresh_token",
  "secret",
  "sig",
  "signature",
  "token",
  "user",
  "username",
  "verify",
  "x-amz-credential",
  "x-amz-security-token",
  "x-amz-signature",
  "x-goog-credential",
  "x-goog-signature",
].join("|");

/** What to take out, and what to put there. Each looks at every character a bounded number of times: what may be long
 *  ends before the next thing that could start a match. */
const replacements: readonly (readonly [RegExp, string])[] = [
  // Docker Hub: You have reached your pull rate limit as 'USER': dckr_jti_ID
  [/(rate limit as \\*['"])[^'"\\]*/gi, "$1<user>"],
  [/dckr_jti_[\w=+/-]+/g, "dckr_jti_<id>"],
  [new RegExp(`(?<![\\w-])(?:${tokenPrefixes})[\\w-]{8,}`, "g"), "<token>"],
  // a JSON web token, or a docker config in base64
  [/(?<![\w.-])eyJ[\w.=+/-]{8,}/g, "<token>"],
  [
    /(\barn:aws[\w-]*:(?:iam|sts):[\w-]*:[\w*]*:(?:user|assumed-role\/[\w+=,.@-]+)\/)[\w+=,.@/-]+/g,
    "$1<user>",
  ],
  [/(:\/\/)[^/\s@'"]*@/g, "$1<credential>@"],
  [
    new RegExp(`([?&](?:${secretParameters})=)[^&\\s'"<>\\\\]+`, "gi"),
    "$1<redacted>",
  ],
  [/(\bauthorization: ?(?:basic|bearer) )[^\s'"]+/gi, "$1<redacted>"],
  [/(\buser ?name: ?)[^\s,;'"]+/gi, "$1<user>"],
];

/** The text without user names, Docker Hub's `dckr_jti_` ids, tokens and passwords, and without what steers a terminal: a
 *  registry's words reach Garden's log. That goes first, so that it can't split what is to be found. */
export function redact(text: string): string {
  return replacements.reduce(
    (redacted, [pattern, replacement]) =>
      redacted.replace(pattern, replacement),
    text.replaceAll(steeringInLines, ""),
  );
}
