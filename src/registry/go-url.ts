import { isIPv6 } from "node:net";

/** Host (with its port) and decoded path of an address. Both are byte strings, one character per byte: paths decode to
 *  any bytes, and Go compares and sorts bytes. */
export interface Address {
  readonly host: string;
  readonly path: string;
}

/** An address without its scheme, as Go's net/url parses `https://` and what follows. Null where net/url refuses it.
 *  In and out: byte strings. */
export function parseAddress(schemeless: string): Address | null {
  const hash = schemeless.indexOf("#");
  const fragment = hash < 0 ? "" : schemeless.slice(hash + 1);
  const [rest = ""] = (hash < 0 ? schemeless : schemeless.slice(0, hash)).split(
    "?",
  );
  const query = schemeless.slice(rest.length, hash < 0 ? undefined : hash);
  if (holdsControlCharacter(rest + query) || decode(fragment) === null)
    return null;
  const slash = rest.indexOf("/");
  const host = hostOf(slash < 0 ? rest : rest.slice(0, slash));
  const path = decode(slash < 0 ? "" : rest.slice(slash));
  return host === null || path === null ? null : { host, path };
}

/** Host labels and port (Go, net.SplitHostPort). What has no well-formed port is a host as a whole. */
export function splitHost(host: string): { labels: string[]; port: string } {
  const [, bracketed, plain, port] =
    /^(?:\[([^[\]]*)\]|([^[\]:]*)):([^[\]:]*)$/.exec(host) ?? [];
  const name = bracketed ?? plain;
  return name === undefined || port === undefined
    ? { labels: host.split("."), port: "" }
    : { labels: name.split("."), port };
}

function hostOf(authority: string): string | null {
  const at = authority.lastIndexOf("@");
  const user = at < 0 ? "" : authority.slice(0, at);
  if (!/^[\w.:~!$&'()*+,;=%@-]*$/.test(user) || decode(user) === null)
    return null;
  const host = authority.slice(at + 1);
  if (host.includes("[")) return ipLiteral(host);
  return /^[^:]*$|:\d*$/.test(host) ? decodeHost(host) : null;
}

/** `[IPv6]`, `[IPv6%25zone]`, each with an optional port. */
function ipLiteral(host: string): string | null {
  const [, inside, port] = /^\[([^[]*)\]((?::\d*)?)$/.exec(host) ?? [];
  if (inside === undefined || port === undefined) return null;
  const zoneAt = inside.indexOf("%25");
  const address = decodeHost(zoneAt < 0 ? inside : inside.slice(0, zoneAt));
  const zone = zoneAt < 0 ? "" : decodeZone(inside.slice(zoneAt));
  if (address === null || zone === null) return null;
  return isIPv6(address) && zone !== "%" ? `[${address}${zone}]${port}` : null;
}

/** What an ASCII character of a host may be (net/url's encoding table). */
const hostCharacter = /^[\w.~!"$&'()*+,:;<=>[\]-]$/;

function decodeHost(text: string): string | null {
  return decode(text, {
    plain: (character) => !isAscii(character) || hostCharacter.test(character),
    escaped: (character) => !isAscii(character) || character === "%",
  });
}

function decodeZone(text: string): string | null {
  return decode(text, {
    plain: (character) => !isAscii(character) || hostCharacter.test(character),
    escaped: (character) =>
      /[% ]/.test(character) || hostCharacter.test(character),
  });
}

/** Takes percent escapes out; null where one is malformed, or where a character is not allowed. */
function decode(text: string, allowed: Allowed = anything): string | null {
  const parts = text.match(/%[0-9a-fA-F]{2}|[^]/g) ?? [];
  const valid = parts.every((part) =>
    part.length === 3
      ? allowed.escaped(characterOf(part))
      : part !== "%" && allowed.plain(part),
  );
  return valid ? text.replaceAll(/%../g, characterOf) : null;
}

interface Allowed {
  plain(character: string): boolean;
  escaped(character: string): boolean;
}

const anything: Allowed = { plain: () => true, escaped: () => true };

function characterOf(escape: string): string {
  return String.fromCharCode(parseInt(escape.slice(1), 16));
}

function isAscii(character: string): boolean {
  return character < "\x80";
}

/** What net/url refuses anywhere. */
function holdsControlCharacter(text: string): boolean {
  return /[\x00-\x1f\x7f]/.test(text);
}
