import type { IncomingMessage, ServerResponse } from "node:http";

import { answerControl } from "./control.js";
import { forward, refuse, sendJson, type Upstream } from "./forward.js";
import { listen } from "./listen.js";
import { readTokenRequest } from "./login.js";
import {
  createRateLimit,
  rateLimitHeaders,
  rateLimitMessage,
  type Allowance,
} from "./rate-limit.js";
import { parseRegistryPath, type RegistryPath } from "./registry-path.js";
import type { LoggedRequest } from "./request-log.js";
import {
  createTokens,
  repositoriesOf,
  tokenSeconds,
  type Grant,
} from "./tokens.js";

export interface HubOptions {
  readonly upstream: Upstream;
  readonly repositories: {
    readonly public: readonly string[];
    readonly private: readonly string[];
  };
  /** Passwords by account. Every account may pull from every private repository. */
  readonly accounts: Readonly<Record<string, string>>;
}

/** A registry that behaves to its clients like Docker Hub. */
export interface Hub {
  readonly url: string;
  /** All requests since the start or the last reset, oldest first. */
  log(): readonly LoggedRequest[];
  /** Pulls used and allowed; of anonymous callers, if no account is named. */
  allowance(user?: string): Allowance;
  /** How many pulls anonymous callers have; 0: they are refused from now on. Undefined: unlimited. */
  setAnonymousLimit(limit: number | undefined): void;
  setAccountLimit(user: string, limit: number | undefined): void;
  /** Makes an account, or changes its password; without one, removes it. */
  setPassword(user: string, password: string | undefined): void;
  /** Answers everything with this status, 503 if none is named, as if Docker Hub were down. */
  setOutage(down: boolean, status?: number): void;
  /** Forgets the log, the counted pulls, the limits that were set, the outage and changes to accounts. */
  reset(): void;
  /** Every bearer token that it has given out. */
  issuedTokens(): readonly string[];
  readonly stop: () => Promise<void>;
}

/** How a request was answered, as far as the log has to know. */
type Answer = Partial<LoggedRequest> & { readonly status: number };

/** Starts a registry in front of `upstream` that asks for tokens, hides private repositories and counts pulls like Docker Hub. */
export async function startHub(options: HubOptions): Promise<Hub> {
  let log: LoggedRequest[] = [];
  let accounts = new Map(Object.entries(options.accounts));
  let down: number | undefined;
  const rateLimit = createRateLimit();
  const tokens = createTokens();
  const mayPull = (user: string | undefined, repository: string) =>
    options.repositories.public.includes(repository) ||
    (user !== undefined && options.repositories.private.includes(repository));

  async function answerToken(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    url: URL,
  ): Promise<Answer> {
    const asked = await readTokenRequest(incoming, url);
    if (asked === undefined)
      return {
        status: sendJson(outgoing, 400, { details: "unsupported grant" }),
      };
    const user = asked.login?.user;
    const repositories = repositoriesOf(asked.scopes);
    const about = { user, repository: repositories.join(" ") };
    if (
      asked.login &&
      accounts.get(asked.login.user) !== asked.login.password
    ) {
      return {
        status: sendJson(outgoing, 401, {
          details: "incorrect username or password",
        }),
        ...about,
      };
    }
    const token = tokens.issue(
      user,
      repositories.filter((repository) => mayPull(user, repository)),
    );
    const body = {
      token,
      access_token: token,
      expires_in: tokenSeconds,
      issued_at: new Date().toISOString(),
    };
    return { status: sendJson(outgoing, 200, body), ...about };
  }

  async function answerRegistry(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    path: RegistryPath,
  ): Promise<Answer> {
    const grant = tokens.find(incoming.headers.authorization);
    if (
      grant === undefined ||
      (path.kind !== "ping" && !grant.repositories.has(path.repository))
    ) {
      return { status: challenge(outgoing, path, grant), user: grant?.user };
    }
    const { user } = grant;
    if (path.kind === "ping")
      return { status: sendJson(outgoing, 200, {}), user };
    const inner = `/v2/docker.io/${path.repository}/${path.kind}s/${path.reference}`;
    if (path.kind === "blob")
      return {
        status: await forward(options.upstream, incoming, inner, outgoing),
        user,
      };

    const counted = incoming.method === "GET";
    const refused = counted && !rateLimit.take(user);
    const source =
      user === undefined
        ? (incoming.socket.remoteAddress ?? "")
        : `account-of-${user}`;
    const headers = rateLimitHeaders(rateLimit.allowance(user), source);
    if (refused) {
      const message = rateLimitMessage(user, grant.id);
      return {
        status: refuse(outgoing, 429, "TOOMANYREQUESTS", message, headers),
        user,
      };
    }
    return {
      status: await forward(
        options.upstream,
        incoming,
        inner,
        outgoing,
        headers,
      ),
      user,
      counted,
    };
  }

  function challenge(
    outgoing: ServerResponse,
    path: RegistryPath,
    grant: Grant | undefined,
  ): number {
    const parameters = [
      `realm="${server.url}/token"`,
      `service="registry.docker.io"`,
    ];
    if (path.repository)
      parameters.push(`scope="repository:${path.repository}:pull"`);
    if (grant !== undefined) parameters.push(`error="insufficient_scope"`);
    const headers = {
      "www-authenticate": `Bearer ${parameters.join(",")}`,
      "docker-distribution-api-version": "registry/2.0",
    };
    return refuse(
      outgoing,
      401,
      "UNAUTHORIZED",
      "authentication required",
      headers,
    );
  }

  async function answer(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<void> {
    const url = new URL(incoming.url ?? "/", server.url);
    if (url.pathname.startsWith("/_control")) {
      answerControl(hub, [...accounts.keys()], incoming, outgoing, url);
      return;
    }
    const path = parseRegistryPath(url.pathname);
    const kind = url.pathname === "/token" ? "token" : (path?.kind ?? "other");
    const method = incoming.method ?? "";
    const at = new Date();
    let result: Answer;
    if (down !== undefined)
      result = {
        status: refuse(outgoing, down, "UNAVAILABLE", "service unavailable"),
      };
    else if (kind === "token")
      result = await answerToken(incoming, outgoing, url);
    else if (path === undefined || !["GET", "HEAD"].includes(method)) {
      result = {
        status: refuse(
          outgoing,
          404,
          "UNSUPPORTED",
          "this registry can only be pulled from",
        ),
      };
    } else result = await answerRegistry(incoming, outgoing, path);
    const { repository = "", reference = "" } = path ?? {};
    log.push({
      at,
      method,
      kind,
      registry: "docker.io",
      repository,
      reference,
      user: undefined,
      counted: false,
      ...result,
    });
  }

  const server = await listen(answer);
  const hub: Hub = {
    url: server.url,
    log: () => log,
    allowance: (user) => rateLimit.allowance(user),
    setAnonymousLimit: (limit) => rateLimit.setLimit(undefined, limit),
    setAccountLimit: (user, limit) => rateLimit.setLimit(user, limit),
    setPassword(user, password) {
      if (password === undefined) accounts.delete(user);
      else accounts.set(user, password);
    },
    setOutage(value, status = 503) {
      down = value ? status : undefined;
    },
    reset() {
      log = [];
      accounts = new Map(Object.entries(options.accounts));
      down = undefined;
      rateLimit.reset();
    },
    issuedTokens: () => tokens.issued(),
    stop: server.stop,
  };
  return hub;
}
