import { fromOutside } from "../config/outside.js";
import { printable } from "../config/printable.js";
import { redact } from "../registry/redact/redact.js";
import { limitSeconds, NoAnswer } from "./in-time.js";

/** The HTTP status of an error of Garden's client, if there was an answer. */
export function statusOf(error: unknown): number | undefined {
  return (error as { responseStatusCode?: number }).responseStatusCode;
}

/** Why a request failed, in the API server's words; the client's own, which may quote what was sent, are left out. */
export function reasonOf(error: unknown): string {
  if (error instanceof NoAnswer)
    return `no answer from the API server within ${limitSeconds} s`;
  const status = statusOf(error);
  const { apiMessage, code } = error as { apiMessage?: string; code?: string };
  const words = printable(redact(fromOutside(apiMessage ?? "")));
  if (status === 403 && !isRefusedByPlugin(words))
    return `the right is missing (${words || "403"}). See docs/rbac.yaml for what is needed`;
  if (status !== undefined)
    return `the API server answered ${status}${words ? `: ${words}` : ""}`;
  if (words !== "") return `the API server answered: ${words}`;
  return `the API server could not be asked${code === undefined ? "" : ` (${printable(code)})`}`;
}

/** Admission plugins answer 403 as well: a quota that is used up, a namespace that is going (Kubernetes, plugin/pkg/admission
 *  and `NewForbidden`), a webhook. Of rights, the authorizer's message says that somebody "cannot" do what was asked. */
function isRefusedByPlugin(words: string): boolean {
  return (
    /is forbidden: |denied the request/.test(words) &&
    !/ cannot [\w*]+ resource /.test(words)
  );
}
