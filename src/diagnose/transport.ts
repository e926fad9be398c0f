/** How a connection failed: the name was not found, nothing answered, the certificate is not trusted, HTTP where TLS was
 *  expected, or a proxy stands between. `request`: in words that are not known. */
export type TransportKind =
  "dns" | "connection" | "tls" | "plain-http" | "proxy" | "request";

export interface Transport {
  readonly kind: TransportKind;
  /** The host that was looked up or connected to, where the text names it. */
  readonly host: string | null;
}

/** What is printed, by kind, in the order in which it counts. All in lower case; a line break is the text's end. */
export const transportPhrases: readonly {
  readonly kind: TransportKind;
  readonly says: readonly string[];
  /** And one of these. */
  readonly with?: readonly string[];
  readonly source: string;
}[] = [
  {
    kind: "plain-http",
    says: [
      "server gave http response to https client",
      "first record does not look like a tls handshake",
      "tls: oversized record received",
      'malformed http response "x15x03',
      "plain http request was sent to https port",
    ],
    source: "Go's net/http and crypto/tls, nginx",
  },
  {
    kind: "tls",
    says: [
      "x509: ",
      "tls: failed to verify certificate",
      "remote error: tls: ",
      "tls: handshake failure",
      "self-signed certificate",
      "certificate verify failed",
    ],
    source: "Go's crypto/tls and crypto/x509, OpenSSL",
  },
  {
    kind: "proxy",
    says: ["proxyconnect ", "error connecting to proxy"],
    source: "Go's net/http behind a proxy",
  },
  {
    kind: "connection",
    says: ["could not reach any registry endpoint"],
    source: "docker up to 1.9",
  },
  {
    kind: "dns",
    says: [
      "no such host",
      "server misbehaving",
      "temporary failure in name resolution",
      "name or service not known",
      "could not resolve host",
      "unknownhostexception",
    ],
    source: "Go's net, C's resolver, curl, Java",
  },
  {
    kind: "dns",
    says: ["dial tcp: lookup "],
    with: ["i/o timeout", ": try again", "connection refused"],
    source: "Go's net; musl for `Try again`",
  },
  {
    kind: "connection",
    says: [
      "i/o timeout",
      "connection refused",
      "connection reset by peer",
      "connection timed out",
      "no route to host",
      "network is unreachable",
      "tls handshake timeout",
      "context deadline exceeded",
      "client.timeout exceeded",
      "while waiting for connection",
      "unexpected eof",
      "broken pipe",
      "client connection lost",
      "because of no progress in ",
      ": eof\n",
      ": eof ",
      "stream error: stream id",
      "operation timed out",
      "read timed out",
      "connection broken",
      "server sent goaway",
      "timeout awaiting response headers",
      "request canceled",
      "streamclosed(",
    ],
    source: "Go's net and net/http, Swift's",
  },
  {
    kind: "connection",
    says: ["actively refused it", "forcibly closed by the remote host"],
    source: "Go's net on Windows",
  },
  {
    kind: "connection",
    says: ["dial tcp ", "read tcp ", "write tcp "],
    source: "Go's net, whatever the system says then",
  },
  {
    kind: "connection",
    says: ["the registry is unavailable", "registryunavailable"],
    source: "kubelet",
  },
];

/** How the connection failed, where a flat text, in lower case, says so. */
export function readTransport(text: string): Transport | null {
  const has = (phrase: string) => hasWords(text, phrase);
  const found = transportPhrases.find(
    ({ says, with: and }) => says.some(has) && (and?.some(has) ?? true),
  );
  const kind = found?.kind ?? (unanswered.test(text) ? "request" : undefined);
  return kind ? { kind, host: hostIn(text) } : null;
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
  /\b(?:get|head) "https?:\/\/[^\s"]{1,2048}": (?!unknown: |context canceled)[a-z]/;

function hostIn(text: string): string | null {
  return (
    /\blookup ([\w-][\w.-]{0,252})/.exec(text)?.[1] ??
    /\b(?:dial tcp|connecting to) (\[[0-9a-f:.]{2,45}\]|[\w.-]{1,253}):\d/.exec(
      text,
    )?.[1] ??
    null
  );
}
