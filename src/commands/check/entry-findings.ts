import type { V1Secret } from "@kubernetes/client-node";
import { isCloudRegistry } from "../../registry/cloud-registry.js";
import { isUsable } from "../../registry/credential.js";
import { readDockerConfig } from "../../registry/docker-config.js";
import { addLogin, faultsOf } from "../../registry/entry-faults.js";
import type { Builder } from "../../registry/readers.js";
import { words } from "../words.js";
import type { CheckInput } from "./check-row.js";
import type { ImageUse } from "./image-uses.js";
import { isServed } from "./pulled-with.js";
import { buildersWith } from "./reader-checks.js";
import {
  asSentence,
  failed,
  passed,
  warning,
  type Finding,
} from "./verdict.js";

/** A Secret of the provider config, and how it is named in results. */
export interface Source {
  readonly subject: string;
  readonly secret: V1Secret;
}

export const createAgain = "Create it again: garden-pull-secrets create.";

/** What is to be said of the entries of a Secret whose docker config a node can read. */
export function entryFindings(
  input: CheckInput,
  { subject, secret }: Source,
): Finding[] {
  const config = readDockerConfig(secret);
  const logins = config.kind === "logins" ? [...config.logins.values()] : [];
  const builders = buildersWith(input.facts, secret);
  // When a login ends is a check of its own.
  const faults = faultsOf(secret, input.now).filter(
    ({ kind }) => kind !== "expired",
  );
  if (!logins.some(isUsable)) {
    if (builders.length > 0)
      return [forBuilders(builders, imagesFor(subject, input.uses))];
    const why = [
      "it holds no login that a node can use",
      ...faults.map(({ reason }) => reason),
    ];
    return [failed(why.join("; "), createAgain)];
  }
  const wrong = faults.filter(
    ({ kind }) => kind !== "credHelpers" || builders.length === 0,
  );
  return wrong.length > 0
    ? wrong.map(({ reason, remedy }) => warning(reason, asSentence(remedy)))
    : [passed(`logins: ${logins.length}`)];
}

/** The images of nodes that a Secret has something for, and no Secret a login. */
function imagesFor(subject: string, uses: readonly ImageUse[]): ImageUse[] {
  return uses.filter(
    ({ lookup, nearMisses }) =>
      !isServed(lookup.attempts) &&
      nearMisses.some(
        ({ secret, key }) => `Secret ${secret}` === subject && key !== null,
      ),
  );
}

/** A Secret without a login for a node. */
function forBuilders(
  builders: readonly Builder[],
  uses: readonly ImageUse[],
): Finding {
  const whose = `it is for ${builders.join(" and ")} only`;
  if (uses.length === 0)
    return passed(`${whose}, and no image of a node needs a login of it`);
  const images = [...new Set(uses.map(({ image }) => image))].join(", ");
  if (uses.every((use) => isCloudRegistry(use.reference?.domain ?? "")))
    return warning(
      `${whose}; whether a node has a login of its own for ${images}, as the nodes of that cloud can, is ${words.notKnown.phrase}`,
      `Where it has none: ${addLogin}.`,
    );
  return failed(
    `${whose}, and no other Secret has a login for ${images}`,
    asSentence(addLogin),
  );
}
