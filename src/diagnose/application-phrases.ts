import type { TransportPhrases } from "./transport-phrases.js";

/** What clients in other languages print, and applications of their own connections, too: it says how a pull failed, and not
 *  that there was one. In the order in which it counts, where no client of registries has said more. */
export const applicationPhrases: readonly TransportPhrases[] = [
  {
    kind: "plain-http",
    says: [
      "wrong version number",
      "wrong_version_number",
      "unsupported or unrecognized ssl message",
      "corrupt message of type invalidcontenttype",
      "cannot determine the frame size",
    ],
    source: "OpenSSL (twice), Java, Rust's rustls, .NET",
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
      "certificate_verify_failed",
    ],
    source: "Java, Rust's rustls, .NET, curl, BoringSSL (Swift's NIOSSL)",
  },
  {
    kind: "tls",
    says: [
      "unable to verify the first certificate",
      "unable to get local issuer certificate",
      "unable_to_get_issuer_cert",
      "depth_zero_self_signed_cert",
      "self signed certificate",
      "certificate has expired",
      "does not match certificate's altnames",
    ],
    source: "Node.js and OpenSSL, by their texts and by their codes",
  },
  {
    kind: "proxy",
    says: ["cannot connect to proxy", "tunnel connection failed"],
    source: "Python's urllib3 and http.client",
  },
  {
    kind: "dns",
    says: [
      "could not resolve proxy",
      "nodename nor servname provided",
      "no address associated with hostname",
      "unresolvedaddressexception",
      "socketaddresserror.unknown",
      "enotfound",
      "eai_again",
    ],
    source:
      "curl, C's resolvers (macOS, then Linux), Java, Swift's NIO, Node.js",
  },
  {
    kind: "connection",
    says: [
      "connection reset",
      "connect timed out",
      "connecttimeout",
      "remote end closed connection",
      "remoteconnectionclosed",
      "nioconnectionerror",
      "httpclienterror.deadlineexceeded",
      "connection closed before message completed",
    ],
    source:
      "Java, Python's urllib3 and http.client, Swift's NIO and AsyncHTTPClient, Rust's hyper",
  },
  {
    kind: "connection",
    says: [
      "econnrefused",
      "econnreset",
      "etimedout",
      "ehostunreach",
      "enetunreach",
      "und_err_",
      "socket hang up",
      "socket disconnected before secure tls connection",
    ],
    source: "Node.js, by its codes and by its texts",
  },
  {
    kind: "connection",
    says: [
      "couldn't connect to server",
      "empty reply from server",
      "bytes remaining to read",
      "ssl_error_syscall",
    ],
    source: "curl",
  },
  {
    kind: "connection",
    says: [
      "did not properly respond after a period of time",
      "httpclient.timeout of ",
      "use of closed network connection",
    ],
    source: "Windows, .NET, Go's net where it names no address",
  },
  {
    kind: "request",
    says: [
      "error sending request for url (",
      "max retries exceeded with url: ",
    ],
    source: "Rust's reqwest, Python's urllib3",
  },
];
