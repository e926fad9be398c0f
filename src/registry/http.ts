import type { Dispatcher } from "undici";
import { reveal, type Hidden } from "../config/hidden.js";
import { fromOutside, type Outside } from "../config/outside.js";
import { createLimit } from "../secrets/limit.js";
import { isLoopback } from "./loopback.js";
import { proxiesIn } from "./proxies.js";

/** Asks registries. */
export interface RegistryClient {
  /** Sends one request. Redirects are not followed: where one leads, no credential of ours belongs.
   *  Throws UnreachableError where there is no whole answer. */
  ask(request: RegistryRequest): Promise<RegistryAnswer>;
  close(): Promise<void>;
}

export interface RegistryRequest {
  readonly method: "GET" | "HEAD";
  readonly url: URL;
  readonly authorization?: Hidden;
}

export interface RegistryAnswer {
  readonly status: number;
  /** Values of the header of this name, in lower case. */
  header(name: string): readonly Outside[];
  readonly body: Outside;
}

/** Why a registry gave no answer that says anything about a credential. */
export type UnreachableReason =
  | "address" // its host is none
  | "name" // its name can't be resolved
  | "connection" // nobody answers there, or the connection breaks
  | "proxy"
  | "proxy-address" // the environment names a proxy that has none
  | "tls" // its certificate is not trusted, or it speaks no TLS
  | "time-out"
  | "answer" // it answers, but with nothing of a registry
  | "server" // it answers that it has a fault of its own
  | "redirect"
  | "insecure"; // it wants a credential sent in the clear

export class UnreachableError extends Error {
  override name = "UnreachableError";
  readonly reason: UnreachableReason;
  constructor(reason: UnreachableReason) {
    super(`the registry can't be asked: ${reason}`);
    this.reason = reason;
  }
}

/** What a client puts up with. */
export interface ClientLimits {
  /** How long one request may take from start to end, however slowly it drips. */
  readonly milliseconds: number;
  readonly bodyBytes: number;
  /** How many requests are under way at once, of all registries. */
  readonly requests: number;
}

const limits: ClientLimits = {
  milliseconds: 15_000,
  bodyBytes: 256 * 1024,
  requests: 8,
};

/** Makes a client. It takes proxies from HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in either case, but for this machine none;
 *  Node itself adds the certificates of NODE_EXTRA_CA_CERTS. */
export async function createRegistryClient(
  given: Partial<ClientLimits> = {},
): Promise<RegistryClient> {
  const { milliseconds, bodyBytes, requests } = { ...limits, ...given };
  const { Agent, EnvHttpProxyAgent } = await import("undici");
  const options = {
    connect: { timeout: milliseconds },
    maxResponseSize: bodyBytes,
  };
  const direct = new Agent(options);
  const proxied = orNone(
    () => new EnvHttpProxyAgent({ ...options, ...proxiesIn(process.env) }),
  );
  const inTurn = createLimit(requests);
  return {
    ask: (request) =>
      inTurn(() =>
        ask(
          isLoopback(request.url) ? direct : proxied,
          request,
          AbortSignal.timeout(milliseconds),
        ),
      ),
    close: async () => {
      await Promise.all([direct.destroy(), proxied?.destroy()]);
    },
  };
}

/** Null for a proxy that is none: the error would quote it, and it may hold a login. */
function orNone<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}

async function ask(
  dispatcher: Dispatcher | null,
  { method, url, authorization }: RegistryRequest,
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  if (dispatcher === null) throw new UnreachableError("proxy-address");
  try {
    const answer = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: {
        accept,
        "user-agent": "garden-pull-secrets",
        ...(authorization && {
          authorization: reveal(authorization).toString(),
        }),
      },
      signal,
    });
    const body = fromOutside(await answer.body.text());
    return {
      status: answer.statusCode,
      header: (name) => [answer.headers[name] ?? []].flat().map(fromOutside),
      body,
    };
  } catch (error) {
    throw new UnreachableError(
      signal.aborted ? "time-out" : reasonOf(error as NodeJS.ErrnoException),
    );
  }
}

/** Manifests of every kind, as container runtimes accept them. */
const accept = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "*/*",
].join(", ");

/** What the codes of Node's and undici's errors mean; their messages may quote headers, so they are not passed on. */
const codes: readonly (readonly [RegExp, UnreachableReason])[] = [
  [/^(ENOTFOUND|EAI_\w+)$/, "name"],
  [/TIMEOUT|^ETIMEDOUT$/, "time-out"],
  [/CERT|^EPROTO$|^ERR_(SSL|TLS)_|^UNABLE_TO_/, "tls"],
  [/^UND_ERR_ABORTED$/, "proxy"],
  [/^UND_ERR_(RES_EXCEEDED_MAX_SIZE|HEADERS_OVERFLOW|RES_CONTENT)/, "answer"],
];

function reasonOf({ code, name }: NodeJS.ErrnoException): UnreachableReason {
  // undici's parser has a code for most of what is no HTTP, but not for all.
  if (name === "HTTPParserError") return "answer";
  return (
    codes.find(([pattern]) => pattern.test(code ?? ""))?.[1] ?? "connection"
  );
}
