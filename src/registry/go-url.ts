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
  if (holdsControlCharacter(rest + query) || decode(fragment, nowhere) === null)
    return null;
  const slash = rest.indexOf("/");
  const host = hostOf(slash < 0 ? rest : rest.slice(0, slash));
  const path = decode(slash < 0 ? "" : rest.slice(slash), nowhere);
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
  if (!/^[\w.:~!$&'()*+,;=%@-]*$/.test(user) || decode(user, nowhere) === null)
    return null;
  const host = authority.slice(at + 1);
  if (host.includes("[")) return ipLiteral(host);
  return /^[^:]*$|:\d*$/.test(host) ? decode(host, inHost) : null;
}

/** `[IPv6]`, `[IPv6%25zone]`, each with an optional port. */
function ipLiteral(host: string): string | null {
  const [, inside, port] = /^\[([^[]*)\]((?::\d*)?)$/.exec(host) ?? [];
  if (inside === undefined || port === undefined) return null;
  const zoneAt = inside.indexOf("%25");
  const address = decode(zoneAt < 0 ? inside : inside.slice(0, zoneAt), inHost);
  const zone = zoneAt < 0 ? "" : decode(inside.slice(zoneAt), inZone);
  if (address === null || zone === null) return null;
  return isIPv6(address) && zone !== "%" ? `[${address}${zone}]${port}` : null;
}

/** Which characters may not stand in a part of an address as they are, and which not as an escape. */
interface Forbidden {
  readonly plain: RegExp;
  readonly escaped: RegExp;
}

/** For hosts and for zones of IPv6 addresses (net/url's encoding table). What is not ASCII may stand in both. */
const inHost: Forbidden = {
  plain: /[^\w.~!"$&'()*+,:;<=>[\]\x80-\xff-]/,
  escaped: /[^%\x80-\xff]/,
};
const inZone: Forbidden = {
  plain: inHost.plain,
  escaped: /[^% \w.~!"$&'()*+,:;<=>[\]-]/,
};
const nowhere: Forbidden = { plain: /(?!)/, escaped: /(?!)/ };

/** Takes percent escapes out; null where one is malformed, or where a character is forbidden. */
function decode(text: string, forbidden: Forbidden): string | null {
  const escapes = text.match(/%[0-9a-fA-F]{2}/g) ?? [];
  const plain = text.replaceAll(/%[0-9a-fA-F]{2}/g, "");
  const valid =
    !plain.includes("%") &&
    !forbidden.plain.test(plain) &&
    !escapes.some((escape) => forbidden.escaped.test(characterOf(escape)));
  return valid ? text.replaceAll(/%../g, characterOf) : null;
}

function characterOf(escape: string): string {
  return String.fromCharCode(parseInt(escape.slice(1), 16));
}

/** What net/url refuses anywhere. */
function holdsControlCharacter(text: string): boolean {
  return /[\x00-\x1f\x7f]/.test(text);
}
