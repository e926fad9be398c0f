import type { Phrases } from "./phrases.js";

/** How a connection failed: the name was not found, nothing answered, the certificate is not trusted, HTTP where TLS was
 *  expected, or a proxy stands between. `request`: in words that are not known. */
export type TransportKind =
  "dns" | "connection" | "tls" | "plain-http" | "proxy" | "request";

/** What is printed where a connection fails. All in lower case; a line break is the text's end. */
export interface TransportPhrases extends Phrases {
  readonly kind: TransportKind;
}

/** What clients of registries print, by kind, in the order in which it counts. */
export const transportPhrases: readonly TransportPhrases[] = [
  {
    kind: "plain-http",
    says: [
      "server gave http response to https client",
      "first record does not look like a tls handshake",
      "tls: oversized record received",
      'malformed http response "x15x03',
      "plain http request was sent to https port",
      "client sent an http request to an https server",
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
      "tls: server selected unsupported protocol version",
      "tls: no supported versions satisfy",
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
      "getaddrinfow: ",
    ],
    source: "Go's net, C's resolver, Windows, curl, Java",
  },
  {
    kind: "dns",
    says: ["dial tcp: lookup "],
    with: [
      "i/o timeout",
      ": try again",
      "connection refused",
      "device or resource busy",
      "cannot unmarshal dns message",
    ],
    source: "Go's net; musl for `Try again`, Linux of its resolver's socket",
  },
  {
    kind: "connection",
    says: [
      "i/o timeout",
      "connection refused",
      "connection reset by peer",
      "bad record mac",
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
      "short read: expected ",
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
