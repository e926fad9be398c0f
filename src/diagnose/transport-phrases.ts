/** How a connection failed: the name was not found, nothing answered, the certificate is not trusted, HTTP where TLS was
 *  expected, or a proxy stands between. `request`: in words that are not known. */
export type TransportKind =
  "dns" | "connection" | "tls" | "plain-http" | "proxy" | "request";

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
      "client sent an http request to an https server",
      "wrong version number",
      "wrong_version_number",
      "unsupported or unrecognized ssl message",
      "corrupt message of type invalidcontenttype",
      "cannot determine the frame size",
    ],
    source:
      "Go's net/http and crypto/tls, nginx, OpenSSL, Java, Rust's rustls, .NET",
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
      "certificate_verify_failed",
      "tls: server selected unsupported protocol version",
      "tls: no supported versions satisfy",
    ],
    source: "Go's crypto/tls and crypto/x509, OpenSSL, BoringSSL",
  },
  {
    kind: "tls",
    says: [
      "pkix path building failed",
      "sslpeerunverifiedexception",
      "sslhandshakeexception",
      "invalid peer certificate",
      "received fatal alert",
      "remote certificate is invalid",
      "ssl certificate problem",
      "unable to verify the first certificate",
      "unable to get local issuer certificate",
      "unable_to_get_issuer_cert",
      "depth_zero_self_signed_cert",
      "self signed certificate",
      "certificate has expired",
      "does not match certificate's altnames",
    ],
    source:
      "Java, Rust's rustls, .NET, curl, and Node.js with OpenSSL, by their texts and by their codes",
  },
  {
    kind: "proxy",
    says: [
      "proxyconnect ",
      "error connecting to proxy",
      "cannot connect to proxy",
      "tunnel connection failed",
    ],
    source: "Go's net/http behind a proxy, Python's urllib3",
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
      "could not resolve proxy",
      "nodename nor servname provided",
      "unknownhostexception",
      "unresolvedaddressexception",
      "socketaddresserror.unknown",
      "enotfound",
      "eai_again",
      "getaddrinfow: ",
    ],
    source:
      "Go's net, C's resolvers (Linux, macOS, Windows), curl, Java, Swift's NIO, Node.js",
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
      "no address associated with hostname",
    ],
    source: "Go's net; musl for `Try again`, Linux of its resolver's socket",
  },
  {
    kind: "connection",
    says: [
      "i/o timeout",
      "connection refused",
      "connection reset",
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
      "use of closed network connection",
      "short read",
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
    says: [
      "connect timed out",
      "connecttimeout",
      "remote end closed connection",
      "remoteconnectionclosed",
      "nioconnectionerror",
      "httpclienterror.deadlineexceeded",
      "connection closed before message completed",
      "bad record mac",
      "econnrefused",
      "econnreset",
      "etimedout",
      "ehostunreach",
      "enetunreach",
      "und_err_",
      "socket hang up",
      "socket disconnected before secure tls connection",
      "couldn't connect to server",
      "empty reply from server",
      "bytes remaining to read",
      "ssl_error_syscall",
    ],
    source:
      "Java, Python's urllib3, Swift's NIO and AsyncHTTPClient, Rust's hyper, Node.js (by its codes and by its texts), curl",
  },
  {
    kind: "connection",
    says: [
      "actively refused it",
      "forcibly closed by the remote host",
      "did not properly respond after a period of time",
      "httpclient.timeout of ",
    ],
    source: "Windows, and .NET",
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
