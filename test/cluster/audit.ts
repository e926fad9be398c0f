import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { watch } from "node:fs";
import { open, stat } from "node:fs/promises";

/** One request to the API server, from its audit log. */
export interface ApiRequest {
  readonly user: string;
  readonly userAgent: string;
  readonly verb: string;
  readonly uri: string;
  /** Plural, like `secrets`; empty for requests that are about no object. */
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  readonly status: number;
  readonly at: Date;
}

/** A place in the audit log. */
export type AuditMark = number & { readonly auditMark: true };

export interface AuditLog {
  readonly path: string;
  mark(): Promise<AuditMark>;
  /** The requests that were answered since the mark; watches count when they end. */
  since(mark: AuditMark): Promise<ApiRequest[]>;
}

/** Reads the API server's audit log; `ask` requests a path of the API server. */
export function readAuditLog(
  path: string,
  ask: (path: string) => Promise<unknown>,
): AuditLog {
  return {
    path,
    async mark() {
      const { size } = await stat(path);
      return (await readUntilNow(path, size, ask)).end as AuditMark;
    },
    async since(mark) {
      const { text } = await readUntilNow(path, mark, ask);
      return text.split("\n").filter(Boolean).map(parseEntry);
    },
  };
}

/** The entries from a place in the log on, up to now, and the place behind them. The API server writes an entry after it
 *  has answered, so the end is the entry of a request of our own: what was answered before it stands before it. */
async function readUntilNow(
  path: string,
  from: number,
  ask: (path: string) => Promise<unknown>,
): Promise<{ readonly text: string; readonly end: number }> {
  const name = `audit-mark-${randomUUID()}`;
  const watcher = watch(path);
  try {
    await ask(`/api/v1/namespaces/default/configmaps/${name}`);
    for (;;) {
      const written = once(watcher, "change");
      const entries = await readFrom(path, from);
      const own = entries.indexOf(name);
      const end = own < 0 ? -1 : entries.indexOf("\n", own);
      if (end >= 0) {
        const start = entries.lastIndexOf("\n", own) + 1;
        return {
          text: entries.toString("utf8", 0, start),
          end: from + end + 1,
        };
      }
      await written;
    }
  } finally {
    watcher.close();
  }
}

async function readFrom(path: string, from: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const length = (await file.stat()).size - from;
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read({ buffer, position: from });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** How many requests there are of each kind that `describe` tells apart, most frequent first. */
export function countRequests(
  requests: readonly ApiRequest[],
  describe: (request: ApiRequest) => string = ({ verb, resource, uri }) =>
    `${verb} ${resource || uri}`,
): Record<string, number> {
  const counts = new Map<string, number>();
  for (const request of requests)
    counts.set(describe(request), (counts.get(describe(request)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}

interface AuditEvent {
  user: { username: string };
  userAgent?: string;
  verb: string;
  requestURI: string;
  objectRef?: {
    resource?: string;
    subresource?: string;
    namespace?: string;
    name?: string;
  };
  responseStatus?: { code?: number };
  stageTimestamp: string;
}

function parseEntry(line: string): ApiRequest {
  const event = JSON.parse(line) as AuditEvent;
  const {
    resource = "",
    subresource = "",
    namespace = "",
    name = "",
  } = event.objectRef ?? {};
  return {
    user: event.user.username,
    userAgent: event.userAgent ?? "",
    verb: event.verb,
    uri: event.requestURI,
    resource,
    subresource,
    namespace,
    name,
    status: event.responseStatus?.code ?? 0,
    at: new Date(event.stageTimestamp),
  };
}
