import type { IncomingMessage, ServerResponse } from "node:http";

import { sendJson } from "./forward.js";
import type { Hub } from "./hub.js";
import { formatRequest } from "./request-log.js";

/** What can be asked for below `/_control`, for people with a shell; tests call the same functions in process. */
const usage = `GET  /_control                              pulls used and allowed
GET  /_control/log                          every request, one per line (?json for JSON)
PUT  /_control/anonymous-limit/<n>          anonymous callers may pull n times ("unlimited": as often as they like)
PUT  /_control/account-limit/<user>/<n>     the same for an account
POST /_control/reset                        forget the requests, the pulls and the limits that were set
`;

/** Answers a request to the control address, which is not part of what Docker Hub does. */
export function answerControl(
  hub: Hub,
  accounts: readonly string[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  url: URL,
): number {
  incoming.resume();
  const [action, ...rest] = url.pathname
    .split("/")
    .filter(Boolean)
    .slice(1)
    .map(decodeURIComponent);
  const state = () => ({
    anonymous: hub.allowance(),
    accounts: Object.fromEntries(
      accounts.map((user) => [user, hub.allowance(user)]),
    ),
    requests: hub.log().length,
  });
  switch (`${incoming.method} ${action ?? ""}`.trimEnd()) {
    case "GET":
      return sendJson(outgoing, 200, state());
    case "GET log":
      if (url.searchParams.has("json"))
        return sendJson(outgoing, 200, hub.log());
      return sendText(
        outgoing,
        200,
        hub
          .log()
          .map((request) => `${formatRequest(request)}\n`)
          .join(""),
      );
    case "PUT anonymous-limit": {
      const limit = parseLimit(rest[0]);
      if (limit === "invalid") return sendText(outgoing, 400, usage);
      hub.setAnonymousLimit(limit);
      return sendJson(outgoing, 200, state());
    }
    case "PUT account-limit": {
      const [user, limit] = [rest[0], parseLimit(rest[1])];
      if (limit === "invalid" || user === undefined || !accounts.includes(user))
        return sendText(outgoing, 400, usage);
      hub.setAccountLimit(user, limit);
      return sendJson(outgoing, 200, state());
    }
    case "POST reset":
      hub.reset();
      return sendJson(outgoing, 200, state());
    default:
      return sendText(outgoing, 404, usage);
  }
}

function parseLimit(text: string | undefined): number | undefined | "invalid" {
  if (text === "unlimited") return undefined;
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : "invalid";
}

function sendText(
  outgoing: ServerResponse,
  status: number,
  text: string,
): number {
  outgoing.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  outgoing.end(text);
  return status;
}
