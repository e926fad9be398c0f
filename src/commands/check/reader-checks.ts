import { words } from "../words.js";
import type { V1Secret } from "@kubernetes/client-node";
import {
  readBy,
  readers,
  type Builder,
  type ReaderVerdict,
} from "../../registry/readers.js";
import type { CheckRow } from "./check-row.js";
import type { ProjectFacts } from "./facts.js";
import { failed, passed, skipped, warning, type Finding } from "./verdict.js";

/** What a Secret is to one of its readers, as `check -o json` prints it. */
export interface SecretReader extends ReaderVerdict {
  readonly secret: string;
  /** Whether the project has it read the Secret. */
  readonly used: boolean;
}

/** What each Secret of the provider config is to a node and to each of Garden's builders. */
export function secretReaders(facts: ProjectFacts): SecretReader[] {
  return foundSources(facts).flatMap(({ name, secret }) =>
    readers.map((reader) => ({
      secret: name,
      used: reader === "node" || facts.builders.includes(reader),
      ...readBy(reader, secret),
    })),
  );
}

/** Whether the builders that the project uses can log in with each Secret. What a node makes of it is in others. */
export const secretBuilders: CheckRow = {
  id: "secret-builders",
  subject: "Secret NAMESPACE/NAME for BUILDER",
  expected: (subject) => `There is a usable login in ${subject}`,
  find: ({ facts }) =>
    foundSources(facts).flatMap(({ name, secret }) =>
      facts.builders.map((builder) => ({
        subject: `Secret ${name} for ${builder}`,
        ...finding(readBy(builder, secret)),
      })),
    ),
};

/** The builders of the project that can log in with a Secret, or perhaps can. */
export function buildersWith(
  { builders }: ProjectFacts,
  secret: V1Secret,
): Builder[] {
  return builders.filter(
    (builder) => readBy(builder, secret).state !== "does not",
  );
}

function foundSources({
  sources,
}: ProjectFacts): { name: string; secret: V1Secret }[] {
  return sources.flatMap(({ name, namespace, state }) =>
    state.kind === "found"
      ? [{ name: `${namespace}/${name}`, secret: state.secret }]
      : [],
  );
}

function finding({ state, reason, breaks }: ReaderVerdict): Finding {
  const text = `${state}: ${reason}`;
  if (state === "works") return passed(text);
  if (state === words.notKnown.phrase) return skipped(text);
  return breaks
    ? failed(
        text,
        "Write it as kubernetes.io/dockerconfigjson, with auths or credHelpers, or take it out of imagePullSecrets.",
      )
    : warning(
        text,
        "Where an image is built on one of that registry, or pushed there, put a login under auths: garden-pull-secrets create keeps the rest.",
      );
}
