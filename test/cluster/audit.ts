import { open, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

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

/** The API server writes an entry after it has answered. */
const settleMilliseconds = 200;

/** Reads the API server's audit log. */
export function readAuditLog(path: string): AuditLog {
  const size = async () => {
    await sleep(settleMilliseconds);
    return (await stat(path)).size;
  };
  return {
    path,
    mark: async () => (await size()) as AuditMark,
    async since(mark) {
      const length = (await size()) - mark;
      const file = await open(path);
      try {
        const { buffer } = await file.read({
          buffer: Buffer.alloc(length),
          position: mark,
        });
        return buffer
          .toString("utf8")
          .split("\n")
          .filter(Boolean)
          .map(parseEntry);
      } finally {
        await file.close();
      }
    },
  };
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
