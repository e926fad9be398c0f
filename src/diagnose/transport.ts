import { applicationPhrases } from "./application-phrases.js";
import {
  transportPhrases,
  type TransportKind,
  type TransportPhrases,
} from "./transport-phrases.js";

export interface Transport {
  readonly kind: TransportKind;
  /** The host that was looked up or connected to, where the text names it. */
  readonly host: string | null;
}

/** How the connection failed, where a flat text, in lower case, says so. */
export function readTransport(text: string): Transport | null {
  const kind =
    kindIn(text, transportPhrases) ??
    kindIn(text, applicationPhrases) ??
    (unanswered.test(text) ? "request" : undefined);
  return kind ? { kind, host: hostIn(text) } : null;
}

/** Whether a flat text, in lower case, says of a connection what applications say of theirs, too. */
export function speaksLikeApplications(text: string): boolean {
  return kindIn(text, applicationPhrases) !== undefined;
}

function kindIn(
  text: string,
  phrases: readonly TransportPhrases[],
): TransportKind | undefined {
  const has = (phrase: string) => hasWords(text, phrase);
  return phrases.find(
    ({ says, with: and }) => says.some(has) && (and?.some(has) ?? true),
  )?.kind;
}

/** Whether the phrase is there, and not as the end of a longer name: an image's tag may be called `v1-x509`. */
function hasWords(text: string, phrase: string): boolean {
  let at = text.indexOf(phrase);
  while (at > 0 && /^[a-z]/.test(phrase) && /[\w-]/.test(text.charAt(at - 1)))
    at = text.indexOf(phrase, at + 1);
  return at >= 0;
}

/** Go's net/http says so of a request that got no answer; clients of registries say so of an error that was answered too,
 *  but then there is a status or a code, of which "unknown" is one. A request that was canceled was so by who asked. */
const unanswered =
  /\b(?:get|head) "https?:\/\/[^\s"]{1,2048}": (?!unknown: |context canceled|(?:received )?unexpected (?:http )?status|error parsing http |response status code )[a-z]/;

function hostIn(text: string): string | null {
  return (
    /\blookup ([\w-][\w.-]{0,252})/.exec(text)?.[1] ??
    /\b(?:dial tcp|connecting to) (\[[0-9a-f:.]{2,45}\]|[\w.-]{1,253}):\d/.exec(
      text,
    )?.[1] ??
    null
  );
}
