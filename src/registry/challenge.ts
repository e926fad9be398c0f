import { fromOutside, textOf, type Outside } from "../config/outside.js";

/** How a registry wants to be asked again, with a login. */
export interface Challenge {
  readonly scheme: "bearer" | "basic";
  /** For a Bearer challenge: where tokens are given out, and for which service. */
  readonly realm: Outside | undefined;
  readonly service: Outside | undefined;
}

/** What a header may be long: Node's HTTP clients take no more than this of all headers together. */
const maxLength = 16 * 1024;

// A quote that is not closed goes on to the end: so each sign is looked at once.
const parameter =
  /(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^\s,"]*))/g;

/** Reads WWW-Authenticate headers (RFC 9110). Of several challenges Bearer is taken, as containerd does; null where
 *  there is neither that nor Basic. */
export function readChallenge(headers: readonly Outside[]): Challenge | null {
  const texts = headers.map((header) => textOf(header).slice(0, maxLength));
  const challenges = texts.flatMap((header) =>
    // A scheme is a word that no equals sign follows. What stands in quotes is out of the way while schemes are sought.
    [...quotesOut(header).matchAll(/(?:^|,)\s*(\w+)(?=\s|$|,)(?!\s*=)/g)].map(
      ({ 1: scheme = "", index }, at, all) => ({
        scheme: scheme.toLowerCase(),
        rest: header.slice(index, all[at + 1]?.index),
      }),
    ),
  );
  for (const scheme of ["bearer", "basic"] as const) {
    const challenge = challenges.find((one) => one.scheme === scheme);
    if (challenge === undefined) continue;
    const parameters = new Map(
      [...challenge.rest.matchAll(parameter)].map(
        ([, name = "", quoted, plain]) => [
          name.toLowerCase(),
          fromOutside(quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? ""),
        ],
      ),
    );
    return {
      scheme,
      realm: parameters.get("realm"),
      service: parameters.get("service"),
    };
  }
  return null;
}

function quotesOut(header: string): string {
  return header.replaceAll(/"(?:[^"\\]|\\.)*"?/g, (text) =>
    "x".repeat(text.length),
  );
}
