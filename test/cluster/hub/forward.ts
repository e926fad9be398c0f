import { request, type IncomingMessage, type ServerResponse } from "node:http";

/** The registry behind a front. */
export interface Upstream {
  readonly url: string;
  readonly authorization: string;
}

const passedOn = ["accept", "range", "if-none-match"];

/** Answers with what the registry behind says to `path`, and resolves to the status once it is sent. */
export function forward(
  upstream: Upstream,
  incoming: IncomingMessage,
  path: string,
  outgoing: ServerResponse,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = Object.entries(incoming.headers).filter(([name]) =>
      passedOn.includes(name),
    );
    const inner = request(new URL(path, upstream.url), {
      method: incoming.method ?? "GET",
      headers: {
        ...Object.fromEntries(asked),
        authorization: upstream.authorization,
      },
    });
    inner.on("error", reject);
    inner.on("response", (answer) => {
      const status = answer.statusCode ?? 502;
      outgoing.writeHead(status, { ...answer.headers, ...headers });
      answer.pipe(outgoing);
      outgoing.on("finish", () => resolve(status));
      outgoing.on("close", () => resolve(status));
    });
    inner.end();
  });
}

/** Answers with the error body of the registry protocol. */
export function refuse(
  outgoing: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): number {
  return sendJson(
    outgoing,
    status,
    { errors: [{ code, message, detail: null }] },
    headers,
  );
}

/** Answers with JSON. */
export function sendJson(
  outgoing: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): number {
  const body = `${JSON.stringify(value)}\n`;
  const length = Buffer.byteLength(body);
  outgoing.writeHead(status, {
    "content-type": "application/json",
    "content-length": length,
    ...headers,
  });
  outgoing.end(outgoing.req.method === "HEAD" ? undefined : body);
  return status;
}
