import { wordliness } from "./letter-pairs.js";
import { tokenPrefixes } from "./token-shapes.js";

/** Whether a text without blanks, quotes and brackets holds what looks like a secret. */
export function looksSecret(word: string): boolean {
  return secretParts(word).length > 0;
}

/** Where in a word, without blanks, quotes and brackets, something looks like a secret: by what it begins with, because it
 *  is base64 of a text, or because its letters, digits and other signs change as nobody writes them. Words, names,
 *  numbers, versions, times, digests and ids don't, nor what hosts, paths and images are made of. */
export function secretParts(word: string): [start: number, end: number][] {
  if (word.length < minLength) return [];
  if (token.test(word) || isEncodedText(word) || isRandomBase64(word))
    return [[0, word.length]];
  const parts = [...word.matchAll(/[^/:@]+/g)];
  return parts
    .filter(
      ({ 0: part }) =>
        token.test(part) ||
        isEncodedText(part) ||
        isRandom(part, parts.length > 1 || isHost(part)),
    )
    .map(({ 0: part, index }) => [index, index + part.length]);
}

const minLength = 7;

const token = new RegExp(
  `^(?:(?:${tokenPrefixes})[\\w-]{8,}|eyJ[\\w.=+/-]{8,}$)`,
);

/** Base64, of any kind, of a text. A word or a path, decoded as if it were base64, gives none. */
function isEncodedText(word: string): boolean {
  if (!/^[\w+/-]{10,}={0,2}$/.test(word)) return false;
  return Buffer.from(word, "base64").every(
    (byte) => byte >= 0x20 && byte < 0x7f,
  );
}

/** Base64 of bytes: a slash is a sign of it, not of a path. */
function isRandomBase64(word: string): boolean {
  return (
    /^(?=.*[A-Z])(?=.*[a-z])(?=.*[\d+=])[A-Za-z\d+/]{16,}={0,2}$/.test(word) &&
    wordliness(word.replaceAll("/", "")) < 0.68
  );
}

/** `isOfName`: it is a part of a path, an image or a host, which have small letters and digits in any order. */
function isRandom(part: string, isOfName: boolean): boolean {
  if (isKnown(part)) return false;
  const names = part.split(/[-_.+#]|[^\x00-\x7f]/);
  const left = names
    .filter((name) => !isName(name) && !(names.length > 1 && isSuffix(name)))
    .join("");
  if (left.length < minLength) return false;
  if (isHex(left)) return !isOfName && left.length !== 64;
  const isOrdinary = isOfName || left.length < 10;
  if (isOrdinary && /^[a-z\d]+$/.test(left)) return false;
  return wordliness(left) < (left.length < 12 ? 0.6 : 0.68);
}

/** What has a form of its own. */
function isKnown(part: string): boolean {
  return [
    /^0x[\da-f]+$/i,
    /^x509[A-Za-z]*$/,
    /^[^A-Za-z\d]+$/,
    /^(?:\d+(?:\.\d+)?(?:ns|µs|ms|s|m|h|d|[KMG]i?B?))+$/,
  ].some((form) => form.test(part));
}

/** A word, in any of the ways that programs write one, a number, a version, or a short hash. */
function isName(name: string): boolean {
  return (
    /^(?:[A-Z]+|[A-Z]?[a-z]+\d{0,3}|\d+|v\d+(?:[a-z]+\d*)?|\d{1,8}T\d{1,6}Z?|\d{1,9}Z)$/.test(
      name,
    ) ||
    (isHex(name) && name.length <= 16)
  );
}

/** What Kubernetes makes names different with (apimachinery, util/rand), and git's hashes, behind a name. */
function isSuffix(name: string): boolean {
  return /^(?:[bcdfghjklmnpqrstvwxz2456789]{5,10}|[\da-f]{40})$/.test(name);
}

function isHost(text: string): boolean {
  return /^[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(text);
}

function isHex(text: string): boolean {
  return /^(?:[\da-f]+|[\dA-F]+)$/.test(text);
}
