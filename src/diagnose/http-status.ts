import { STATUS_CODES } from "node:http";

/** Reasons that stand alone, where a client gives the status by its name only (docker, go-containerregistry). "Unauthorized"
 *  and "not found" are not among them: those are words of registries as well. */
const loneReasons: ReadonlyMap<string, number> = new Map([
  ["forbidden", 403],
  ["payment required", 402],
  ["proxy authentication required", 407],
  ["precondition failed", 412],
  ["too many requests", 429],
  ["internal server error", 500],
  ["bad gateway", 502],
  ["service unavailable", 503],
  ["gateway timeout", 504],
  ["gateway time-out", 504],
]);

/** What stands in front of a status, a blank aside. */
const introductions = [
  "status",
  "status:",
  "status=",
  "status code",
  "status code:",
  "statuscode:",
  "status code from registry",
  "http",
  "http code:",
  "http status:",
  "remote response:",
  "fetching blob",
  "fetching tags list",
  "request",
  "request:",
  "open:",
  "]:",
];

/** The status that was answered to a pull: the last that a flat text, in lower case, has. null: it has none. Read are
 *  status lines (`429 Too Many Requests`, with the reasons of HTTP), numbers behind "status" or an address, as
 *  containerd, CRI-O, docker and kaniko write them, and reasons alone. */
export function readStatus(text: string): number | null {
  let last: number | null = null;
  let end = -1;
  for (const match of text.matchAll(/(?<![\w.:/-])[45]\d\d(?![\w/-])/g)) {
    const status = Number(match[0]);
    const before = text.slice(Math.max(0, match.index - 300), match.index);
    const after = text.slice(match.index + 3, match.index + 40);
    if (!hasReason(status, after) && !isIntroduced(before)) continue;
    last = status;
    end = match.index;
  }
  for (const [reason, status] of loneReasons) {
    const index = text.lastIndexOf(`: ${reason}`);
    if (index > end) {
      last = status;
      end = index;
    }
  }
  return last;
}

/** HAProxy writes "time-out". */
function hasReason(status: number, written: string): boolean {
  const after = written.replace("time-out", "timeout");
  const reason = STATUS_CODES[status]?.toLowerCase();
  if (reason === undefined) return false;
  return [" ", ": ", " ("].some((sign) => after.startsWith(`${sign}${reason}`));
}

function isIntroduced(before: string): boolean {
  const words = before.trimEnd();
  if (introductions.some((introduction) => words.endsWith(introduction)))
    return true;
  // oras-rs: `url https://ghcr.io/v2/a/manifests/1, code: 503`
  if (/\burl https?:\/\/\S{1,200}, code:$/.test(words)) return true;
  // behind an address: `https://ghcr.io/v2/a/manifests/1: 403`
  const last = words.slice(words.lastIndexOf(" ") + 1);
  return last.endsWith(":") && /[/=&]/.test(last);
}
