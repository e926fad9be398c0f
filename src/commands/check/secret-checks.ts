import type { V1Secret } from "@kubernetes/client-node";
import { remarksOn, type ConfigRemark } from "../../registry/config-remarks.js";
import { readDockerConfig } from "../../registry/docker-config.js";
import { isPullSecret } from "../../secrets/pull-secret-types.js";
import type { CopyFact, SourceFact } from "./facts.js";
import {
  failed,
  passed,
  skipped,
  warning,
  type Check,
  type CheckId,
  type Finding,
} from "./verdict.js";

/** What there is to say about the Secrets of the provider config by themselves. */
export function secretChecks(sources: readonly SourceFact[]): Check[] {
  return sources.flatMap(({ name, namespace, state }) => {
    const secret = `Secret ${namespace}/${name}`;
    const checks: Check[] = [];
    const say = (id: CheckId, wished: string, finding: Finding) =>
      checks.push({ id, wished, ...finding });
    say("secret-exists", `${secret} exists`, existence(name, namespace, state));
    if (state.kind !== "found") return checks;
    say("secret-type", `${secret} is a pull secret`, typeOf(state.secret));
    if (!isPullSecret(state.secret)) return checks;
    const readable = readability(state.secret);
    say("secret-parses", `A node can read ${secret}`, readable);
    if (readable.verdict !== "passed") return checks;
    const usable = `A node can use all entries of ${secret}`;
    for (const finding of entries(state.secret))
      say("secret-entries", usable, finding);
    return checks;
  });
}

function existence(
  name: string,
  namespace: string,
  state: SourceFact["state"],
): Finding {
  switch (state.kind) {
    case "found":
      return passed("it is there");
    case "absent":
      return failed(
        "there is none, and Garden stops at the first pod that needs it",
        `Make it: garden-pull-secrets create --name ${name} --namespace ${namespace}; or correct the entry of ` +
          "imagePullSecrets.",
      );
    case "unknown":
      return failed(
        state.problem,
        "Garden needs the right to read it: ask whoever runs the cluster.",
      );
  }
}

function typeOf(secret: V1Secret): Finding {
  const type = secret.type ?? "Opaque";
  return isPullSecret(secret)
    ? passed(`it is of type ${type}`)
    : failed(
        `it is of type ${type}, which a node takes no notice of`,
        "Delete it and make it anew, as kubernetes.io/dockerconfigjson: the type of a Secret can't be changed.",
      );
}

const makeAnew = "Make it anew: garden-pull-secrets create.";

function readability(secret: V1Secret): Finding {
  const config = readDockerConfig(secret);
  switch (config.kind) {
    case "logins":
      return passed("its docker config is well-formed");
    case "ignored":
      return failed(config.reason, makeAnew);
    case "broken":
      return failed(
        `${config.reason}; with it, a node pulls no image of the pod at all`,
        makeAnew,
      );
  }
}

function entries(secret: V1Secret): Finding[] {
  const config = readDockerConfig(secret);
  const logins = config.kind === "logins" ? [...config.logins.values()] : [];
  const remarks = remarksOn(secret);
  const uselessness = remarks.map(inWords);
  if (!logins.some(({ username }) => !username.isEmpty)) {
    const why = ["it holds no login that a node can use", ...uselessness];
    return [failed(why.join("; "), makeAnew)];
  }
  if (remarks.length > 0)
    return uselessness.map((reason) =>
      warning(reason, "Take it out, or put name and password in its place."),
    );
  return [passed(`logins: ${logins.length}`)];
}

function inWords(remark: ConfigRemark): string {
  switch (remark.kind) {
    case "credHelpers":
    case "credsStore":
      return `${remark.kind} names a program that docker has its logins from; a node runs none`;
    case "identitytoken":
      return `the entry ${remark.key} holds an identity token, which a node has no use for`;
    case "empty":
      return `the entry ${remark.key} is empty, but it is for images all the same: a node logs in with nothing`;
    case "hub-host":
      return `the entry ${remark.key} is for no image: Docker Hub's are called docker.io; write https://index.docker.io/v1/`;
  }
}

/** Whether the copies that pods pull with are as their sources. */
export function copyChecks(copies: readonly CopyFact[]): Check[] {
  return copies.map((copy) => ({
    id: "secret-copy",
    wished: `Secret ${copy.namespace}/${copy.name} is as the one in ${copy.sourceNamespace}`,
    ...copyFinding(copy),
  }));
}

function copyFinding({ plan }: CopyFact): Finding {
  switch (plan.action) {
    case "keep":
      return passed(
        plan.reason === "in-place"
          ? "it is the source itself"
          : "it holds the same data",
      );
    case "create":
      return skipped("there is none yet: a deploy makes it");
    case "update":
    case "replace":
      return warning(
        "it is stale: pods that start before the next deploy pull with what it holds",
        "Deploy with the patch, which brings it up to date: garden-pull-secrets run -- deploy",
      );
    case "refuse":
      return failed(plan.sentence, "Do one of the two.");
    case "unknown":
      return skipped(plan.problem);
  }
}
