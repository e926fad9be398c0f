import { speaksLikeApplications } from "./transport.js";
import { aboutOthers, besides } from "./other-phrases.js";
import { aboutPulls, daemonAnswers, mentionsPulls } from "./pull-phrases.js";

/** The paths of the distribution API that a pull asks for. */
const pullPaths = [
  "/manifests/",
  "/blobs/",
  "/images:",
  "/tags/list",
  "%2fmanifests%2f",
];

/** Where the message is nothing but what the kubelet puts into `waiting.reason`, or the registry's own answer. */
const wholeMessage =
  /^(?:illegal base64 data at input byte \d+$|toomanyrequests: |denied: )/i;

/** A command that pulls, as it stands in a terminal, and what `docker run` says before it pulls. */
const pullCommand =
  /\b(?:docker|podman|crictl|nerdctl|buildah|crane|oras|compose(?: -\S{1,64}(?: [\w.\/-]{1,64})?){0,4}|apptainer|singularity|model) pull [\w<-]|\bctr(?: \S{1,64}){0,4} images? pull |\boci:\/\/|\bdocker-image:\/\/|\bdocker:\/\/[\w.-]{1,255}\/[\w.-]|\bunable to find image '/;

/** What is said to be pulled, or to be resolved for a pull: a reference with its registry, or in quotes with its tag; and
 *  what a builder could not solve, which else is a step, a file or a link; and what oras could not read. */
const pullsReference =
  /\bfailed to solve: (?!https?:)[\w-][\w.-]{0,127}(?:[:\/][\w.@-]{1,127}){1,8}: |\bfailed to perform "\w{1,64}" on source: |(?:pull(?:ing|ed)?(?: [a-z]{1,12}){0,3}|failed to resolve) ["'`]?[\w-]{1,63}(?:[.:][\w-]{1,63}){1,8}\/[\w.:@/-]|\bpull(?:ing)? ["'`][\w./-]{1,255}:[\w.-]/;

/** Said of a pull, in whatever words. */
const pullsImage =
  /\bpull(?:ing|ed)?(?: \S{1,64}){0,3} images?\b|\bpullimage "|\bimages?(?: \S{1,64}){0,3} pull(?! ?secret)|\bimages? \S{1,255} (?:could not|cannot) be pulled\b|\b(?:fetch|download)(?:ing)? (?:docker|container|oci) image/;

/** A line of compose's progress, of an image: that failed, or that was being pulled for so many seconds. */
const composeProgress =
  /✘ (?:image )?\S{1,255} error\b| pulling \d{1,6}\.\d{1,3}s\b/;

/** The step with which docker's builder without buildkit begins, and which shows no layer of the image that it names. */
const baseImageStep =
  /\bstep \d{1,3}\/\d{1,3} : from \S{1,512}(?: as \S{1,64})? (?!--->|as )/;

/** A task that swarm rejects, since its node has no such image and could not pull it. */
const swarmRejection = /\brejected\b[^{}]{0,120}"no such image: /;

/** Hosts that give out nothing but images: `docker.io` alone is a package of Debian's, too. */
const registryHost =
  /\b(?:docker-images-prod\.|production\.cloudflare\.docker\.com|pkg-containers\.githubusercontent\.com|(?:registry-1|index|auth)\.docker\.io|docker\.io\/|ghcr\.io|quay\.io|gcr\.io|docker\.pkg\.dev|azurecr\.io|mcr\.microsoft\.com|dkr\.ecr\.[\w-]{1,63}\.amazonaws\.com|public\.ecr\.aws|registry\.k8s\.io|registry\.gitlab\.com|registry\.redhat\.io|nvcr\.io|lscr\.io)|\bfrom docker\.io\b/;

/** A manifest or a layer that is sent to a registry. */
const push =
  /\b(?:put|post|patch)(?: request to)?:? ["']?https?:\/\/[^\s"'/]{1,255}\/v2\/[^\s"']{1,255}\/(?:manifests|blobs)\//;

/** What a registry answers to a pull, in its own JSON: an error that only registries have, or a scope that may pull. */
const registryAnswer =
  /"code": ?"(?:blob|manifest|name)_unknown"|"type": ?"repository"[^{}]{0,400}"action": ?"pull"/;

/** A line of its own that is a registry's word or an application's, as `flatten` marks it. */
const ownLine = / \* (?:denied|unauthorized): /;

const failure = /\b(?:error|fail|fatal|invalid|could not|can't|cannot|unable)/;

/** Whether a flat message is about pulling an image, and about a failure. In: the message, and whether facts of it decide
 *  a cause. Status codes and network errors alone are no evidence: applications have those as well. */
export function isPullFailure(flat: string, isDecided: boolean): boolean {
  const text = flat.toLowerCase();
  const has = (phrase: string) => text.includes(phrase);
  if (isOfOthers(text)) return false;
  if (isOfPullsOnly(flat, text)) return true;
  if (besides.some(has)) return false;
  const tells = pullCommand.test(text) || pullsReference.test(text);
  if (!isDecided) return (tells || pullsImage.test(text)) && failure.test(text);
  if (tells || pullsImage.test(text) || composeProgress.test(text)) return true;
  if (baseImageStep.test(text)) return true;
  if (speaksLikeApplications(text) || ownLine.test(text)) return false;
  return (
    mentionsPulls.some(has) ||
    (registryHost.test(text) && !/\b(?:push|upload)/.test(text))
  );
}

/** Whether a message that is known to be of a failed pull is of something else after all, in so many words. */
export function speaksOfOther(flat: string): boolean {
  const text = flat.toLowerCase();
  const has = (phrase: string) => text.includes(phrase);
  if (isOfOthers(text)) return true;
  return besides.some(has) && !isOfPullsOnly(flat, text);
}

function isOfOthers(text: string): boolean {
  return aboutOthers.some((phrase) => text.includes(phrase)) || push.test(text);
}

function isOfPullsOnly(flat: string, text: string): boolean {
  const has = (phrase: string) => text.includes(phrase);
  return (
    aboutPulls.some(has) ||
    daemonAnswers.some(has) ||
    wholeMessage.test(flat) ||
    swarmRejection.test(text) ||
    registryAnswer.test(text) ||
    asksRegistry(text)
  );
}

/** Whether a URL of the distribution API stands in the text: a manifest, a blob, the tags, the `/v2/` that every pull asks
 *  for first, or a token that may pull and not push (OCI distribution specification). */
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
