import { withoutEnd } from "../registry/redact/without-end.js";
import { readCodes, type RegistryCode } from "./registry-codes.js";
import { readStatus } from "./http-status.js";
import { readSayings, type Saying } from "./sayings.js";
import { readTransport, type Transport } from "./transport.js";
import { registryUrls, type RegistryUrl } from "./registry-url.js";

/** What a message says of one try of a pull, read from its structure. */
export interface Facts {
  /** The token server was asked: with a login, without one, or it isn't known with which; null: it wasn't. */
  readonly token: "login" | "anonymous" | "asked" | null;
  /** The address that was asked last. */
  readonly url: RegistryUrl | null;
  readonly status: number | null;
  readonly codes: ReadonlySet<RegistryCode>;
  readonly transport: Transport | null;
  /** Of the call between kubelet and runtime (gRPC's names of its codes), in lower case. */
  readonly call: string | null;
  readonly sayings: ReadonlySet<Saying>;
}

/** Said while a login is sent to the token server, while none is, and while it is not known (containers/image, docker). */
export const tokenPhrases = {
  login: ["failed to fetch oauth token"],
  anonymous: ["failed to fetch anonymous token"],
  asked: [
    "requesting bearer token",
    "requesting bear token",
    "unable to retrieve auth token",
    "login attempt to",
  ],
} as const;

/** Reads the facts of one try. In: its text, flat, as `attempts` cuts it. */
export function readFacts(attempt: string): Facts {
  const text = `${withoutEnd(attempt.toLowerCase(), closing)}\n`;
  const url = registryUrls(attempt).at(-1) ?? null;
  return {
    token: readToken(text, url),
    url,
    status: readStatus(text),
    codes: readCodes(text),
    transport: readTransport(text),
    call:
      /\b(?:code = |rpc error: )(?!code\b)(\w{1,32})/.exec(text)?.[1] ?? null,
    sayings: readSayings(text),
  };
}

function readToken(text: string, url: RegistryUrl | null): Facts["token"] {
  const said = (["login", "anonymous", "asked"] as const).find((way) =>
    tokenPhrases[way].some((phrase) => text.includes(phrase)),
  );
  return said ?? (url?.part === "token" ? "asked" : null);
}

/** The quotes, brackets and stops that close a message. */
const closing = " .,\"')]}";
