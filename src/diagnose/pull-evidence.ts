/** Said of pulls only, by the kubelet and by what it asks. All in lower case. */
const aboutPulls: readonly string[] = [
  // kubelet
  "failed to pull image",
  "back-off pulling image",
  "errimagepull",
  "imagepullbackoff",
  "errimageneverpull",
  "invalidimagename",
  "imageinspecterror",
  "image pull failed",
  "pullimage from image service failed",
  "cancel pulling image",
  "credential from external registry credential provider",
  "pull qps exceeded",
  "with pull policy of never",
  "failed to apply default image tag",
  "failed to inspect image",
  "unable to retrieve some image pull secrets",
  "unable to retrieve pull secret",
  "unable to parse auth field, must be formatted as base64",
  "go struct field dockerconfig",
  "go value of type credentialprovider.",
  // containerd, buildkit
  "failed to pull and unpack image",
  "failed to resolve reference",
  "failed to resolve ref ",
  "failed to resolve image",
  "failed to do request: ",
  "unexpected status from head request",
  "unexpected status from get request",
  "failed to resolve source metadata",
  "failed to get sandbox image",
  "failed to fetch oauth token",
  "failed to fetch anonymous token",
  "failed commit on ref",
  "failed to extract layer",
  "failed to copy: ",
  "httpreadseeker",
  "no match for platform in manifest",
  "insufficient_scope",
  "unexpected status code [manifests ",
  "failed with status code [manifests ",
  // CRI-O, podman, skopeo (containers/image)
  "initializing source docker://",
  "error reading manifest",
  "reading manifest ",
  "error reading signatures",
  "error reading blob",
  "writing blob: ",
  "determining repository tags",
  "unable to pull image",
  "choosing image instance",
  "image architecture mismatch",
  "image or oci artifact",
  "short-name resolution",
  "trying to pull ",
  "signaturevalidationfailed",
  "image not known",
  'failed to mkdir "": mkdir',
  "error unpacking image",
  "failed to prepare extraction snapshot",
  "source image rejected",
  "unable to retrieve auth token",
  "requesting bearer token",
  "error parsing image name",
  "pinging container registry",
  "pinging docker registry",
  // docker
  "failed pulling image",
  "pulling image failed",
  "pulling image:",
  "error pulling image",
  "error while pulling image",
  "continuing with pull after error",
  "pull access denied",
  "manifest unknown",
  "manifest_unknown",
  "no matching manifest for ",
  "failed to register layer",
  "filesystem layer verification failed",
  "invalid reference format",
  "received unexpected http status",
  "pulling failed",
  "failed to pull remote container",
  "failing to pull image",
  "failed to pull the image",
  "can't be pulled",
  "trying to pull repository",
  "pulling repository ",
  "getimageblob",
  "docker: unauthorized: ",
  "image operating system ",
  "invalid from flag value ",
  "image pull(s) failed",
  "remote trust data does not exist",
  "application/vnd.docker.distribution.manifest.v1",
  "error getting credentials - err: exec",
  // ggcr: kaniko, Tekton, Argo
  "error getting image manifest",
  "error building image: unsupported status code",
  "error building image: could not parse reference",
  'unsupported entry in "auths" section',
  // registries
  "pull rate limit",
  "too many failed login attempts for ",
  "error from registry: ",
  "no basic auth credentials",
  "unauthorized to access repository",
  "authorization token has expired",
  "artifactregistry.repositories.downloadartifacts",
  "is not authorized to perform: ecr:",
  "cannotpullcontainererror",
];

/** What the docker daemon answers to a pull; it answers other things than pulls too. */
const daemonAnswers: readonly string[] = [
  "unauthorized",
  "denied",
  "toomanyrequests",
  "manifest ",
  "name unknown",
  "unknown: ",
  "error from registry",
  "repository ",
  "error parsing http ",
  'head "https://',
  'head "http://',
  "head 'https://",
  "head http",
  'get "http',
  "get http",
].map((answer) => `error response from daemon: ${answer}`);

/** Said of pulls, whether they fail or not. */
const mentionsPulls: readonly string[] = [
  "pull image",
  "pulling image",
  "pulling container image",
  "pull the image",
  "image pull",
  "pulling from ",
  "docker pull ",
  "podman pull ",
  "crictl pull ",
  "nerdctl pull ",
  "helm pull oci://",
  "unable to find image",
  "container image ",
  "拉取镜像",
  "镜像拉取",
];

/** Said of other things, in words that pulls are spoken of in too. */
const aboutOthers: readonly string[] = [
  "checking push permission",
  ", action: push",
  "the push refers to",
  "failed to push",
  "error pushing image",
  "> exporting to image:",
  "successfully pulled image",
];

/** Said of other things; beside what is said of pulls only, it is another container's concern. */
const besides: readonly string[] = [
  "probe failed",
  "probe errored",
  "mountvolume.",
  "unable to attach or mount",
  "exceeded quota",
  "admission webhook",
  "failed calling webhook",
  "back-off restarting",
  "restarting failed",
  "nodes are available",
  "failed to setup network",
  "failed to set up sandbox",
  "failed to create containerd task",
  "oci runtime create failed",
  "exec format error",
  "runasnonroot",
  "already present on machine",
  "successfully assigned",
  "exceeded its progress deadline",
  "has timed out progressing",
  "oomkilled",
  "login did not succeed",
];

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
