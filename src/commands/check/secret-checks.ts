import type { V1Secret } from "@kubernetes/client-node";
import { readDockerConfig } from "../../registry/docker-config.js";
import { isPullSecret, shownType } from "../../secrets/pull-secret-types.js";
import type { CheckInput, CheckRow } from "./check-row.js";
import type { CopyFact, SourceFact } from "./facts.js";
import { createAgain, entryFindings, type Source } from "./entry-findings.js";
import { failed, passed, skipped, warning, type Finding } from "./verdict.js";

const subject = "Secret NAMESPACE/NAME";

export const secretExists: CheckRow = {
  id: "secret-exists",
  subject,
  expected: (secret) => `${secret} exists`,
  find: ({ facts }) =>
    facts.sources.map((source) => ({
      subject: nameOf(source),
      ...existence(source),
    })),
};

export const secretType: CheckRow = {
  id: "secret-type",
  subject,
  expected: (secret) => `${secret} is a pull secret`,
  find: (input) =>
    sourcesOf(input).map(({ subject, secret }) => ({
      subject,
      ...typeOf(secret),
    })),
};

export const secretParses: CheckRow = {
  id: "secret-parses",
  subject,
  expected: (secret) => `A node can read ${secret}`,
  find: (input) =>
    pullSecretsOf(input).map(({ subject, secret }) => ({
      subject,
      ...readability(secret),
    })),
};

export const secretEntries: CheckRow = {
  id: "secret-entries",
  subject,
  expected: (secret) => `A node can use all entries of ${secret}`,
  find: (input) =>
    pullSecretsOf(input)
      .filter(({ secret }) => readability(secret).verdict === "passed")
      .flatMap(({ subject, secret }) =>
        entryFindings(input, { subject, secret }).map((finding) => ({
          subject,
          ...finding,
        })),
      ),
};

/** Whether the copies that pods pull with are as their sources. */
export const secretCopy: CheckRow = {
  id: "secret-copy",
  subject: "copy NAMESPACE/NAME of Secret NAMESPACE/NAME",
  expected: (copy) => `The ${copy} is up to date`,
  find: ({ facts }) =>
    facts.copies.map((copy) => ({
      subject: `copy ${copy.namespace}/${copy.name} of Secret ${copy.sourceNamespace}/${copy.name}`,
      ...copyFinding(copy),
    })),
};

function nameOf({ namespace, name }: SourceFact): string {
  return `Secret ${namespace}/${name}`;
}

/** The Secrets of the provider config that are there. */
function sourcesOf({ facts }: CheckInput): Source[] {
  return facts.sources.flatMap((source) =>
    source.state.kind === "found"
      ? [{ subject: nameOf(source), secret: source.state.secret }]
      : [],
  );
}

function pullSecretsOf(input: CheckInput): Source[] {
  return sourcesOf(input).filter(({ secret }) => isPullSecret(secret));
}

function existence({ name, namespace, state }: SourceFact): Finding {
  switch (state.kind) {
    case "found":
      return passed("it is there");
    case "absent":
      return failed(
        "there is none, and Garden stops at the first pod that needs it",
        `Create it: garden-pull-secrets create --name ${name} --namespace ${namespace}; or correct the entry of ` +
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
  const type = shownType(secret);
  return isPullSecret(secret)
    ? passed(`it is of type ${type}`)
    : failed(
        `it is of type ${type}, which a node ignores`,
        "Delete it, and create it again as kubernetes.io/dockerconfigjson: the type of a Secret can't be changed.",
      );
}

function readability(secret: V1Secret): Finding {
  const config = readDockerConfig(secret);
  switch (config.kind) {
    case "logins":
      return passed("its docker config is well-formed");
    case "ignored":
      return failed(config.reason, createAgain);
    case "broken":
      return failed(
        `${config.reason}; with it, a node pulls no image of the pod at all`,
        createAgain,
      );
  }
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
      return skipped("there is none yet: a deploy creates it");
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
