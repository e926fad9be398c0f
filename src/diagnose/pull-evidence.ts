import {
  aboutOthers,
  aboutPulls,
  besides,
  daemonAnswers,
  mentionsPulls,
} from "./pull-phrases.js";

/** The paths of the distribution API that a pull asks for. */
const pullPaths = ["/manifests/", "/blobs/", "/images:"];

/** Where the message is nothing but what the kubelet puts into `waiting.reason`, or the registry's own answer. */
const wholeMessage =
  /^(?:illegal base64 data at input byte \d+$|toomanyrequests: |denied: )/i;

/** Whether a flat message is about pulling an image, and about a failure. In: the message, and whether facts of it decide
 *  a cause. Status codes and network errors alone are no evidence: applications have those as well. */
export function isPullFailure(flat: string, isDecided: boolean): boolean {
  const text = flat.toLowerCase();
  const has = (phrase: string) => text.includes(phrase);
  if (aboutOthers.some(has)) return false;
  if (isOfPullsOnly(flat, text)) return true;
  return isDecided && mentionsPulls.some(has) && !besides.some(has);
}

/** Whether a message that is known to be of a failed pull is of something else after all, in so many words. */
export function speaksOfOther(flat: string): boolean {
  const text = flat.toLowerCase();
  const has = (phrase: string) => text.includes(phrase);
  if (aboutOthers.some(has)) return true;
  return besides.some(has) && !isOfPullsOnly(flat, text);
}

function isOfPullsOnly(flat: string, text: string): boolean {
  const has = (phrase: string) => text.includes(phrase);
  return (
    aboutPulls.some(has) ||
    daemonAnswers.some(has) ||
    wholeMessage.test(flat) ||
    asksRegistry(text)
  );
}

/** Whether a URL of the distribution API stands in the text: a manifest, a blob, the `/v2/` that every pull asks for
 *  first, or a token that may pull and not push (OCI distribution specification). */
function asksRegistry(text: string): boolean {
  if (text.includes("/token?") && /%3apull(?!%2cpush)/.test(text)) return true;
  const afterMethod = /\b(?:get|head) "?https?:\/\/[^/\s"]{1,255}\/v2\/"?:/;
  if (afterMethod.test(text)) return true;
  let index = text.indexOf("/v2/");
  while (index >= 0) {
    const path = text.slice(index, index + 300).split(/[\s"']/, 1)[0] ?? "";
    if (pullPaths.some((part) => path.includes(part))) return true;
    index = text.indexOf("/v2/", index + "/v2/".length);
  }
  return false;
}
