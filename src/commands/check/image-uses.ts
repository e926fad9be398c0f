import type { V1Secret } from "@kubernetes/client-node";
import {
  serves,
  loginId,
  type Credential,
  type Login,
} from "../../registry/credential.js";
import {
  parseImageReference,
  type ImageReference,
} from "../../registry/image-reference.js";
import { lookUp, makeKeyring, type Lookup } from "../../registry/keyring.js";
import { nearMisses, type NearMiss } from "../../registry/near-misses.js";
import type { ProjectFacts, PullQuestionFact } from "./facts.js";

/** An image, and what a node does with it for pods that pull with the same Secrets. */
export interface ImageUse {
  readonly image: string;
  readonly workloads: readonly string[];
  /** Null where the name is no image's, or names no registry that could be asked. */
  readonly reference: ImageReference | null;
  readonly lookup: Lookup;
  /** What its Secrets have for it, and a node can't use as it is written. */
  readonly nearMisses: readonly NearMiss[];
  /** Secrets of its pods that are missing or can't be read. */
  readonly problems: readonly string[];
  /** Whether a Build of the project makes it. */
  readonly isBuilt: boolean;
}

/** Each image of the project once for each list of Secrets that its pods pull with. */
export function imageUses(
  { pods, built }: ProjectFacts,
  now: Date,
): ImageUse[] {
  const uses = new Map<string, ImageUse & { workloads: string[] }>();
  for (const { workload, images, secrets, problems } of pods) {
    const keyring = makeKeyring(secrets);
    for (const image of new Set(images)) {
      const key = [image, ...secrets.map(secretKey), ...problems].join("\n");
      const known = uses.get(key);
      if (known) {
        known.workloads.push(workload);
        continue;
      }
      const reference = parseImageReference(image);
      uses.set(key, {
        image,
        workloads: [workload],
        reference: reference?.domain ? reference : null,
        lookup: lookUp(keyring, image),
        nearMisses: nearMisses(secrets, image, now),
        problems,
        isBuilt: built.includes(reference?.name ?? ""),
      });
    }
  }
  return [...uses.values()];
}

export function secretKey({ metadata }: V1Secret): string {
  return `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;
}

/** The logins that a node tries for an image, in its order; null: anonymously, which is also what containerd does with a
 *  login without name or password. */
export function loginsOf({ lookup }: ImageUse): (Login | null)[] {
  if (lookup.error !== null) return [];
  const logins = lookup.attempts.map(usableLogin);
  return logins.length === 0 ? [null] : logins;
}

export function usableLogin(credential: Credential): Login | null {
  return serves(credential) ? credential.login() : null;
}

/** What registries are asked about the project's images: each about each login and image once. */
export function pullQuestions(uses: readonly ImageUse[]): PullQuestionFact[] {
  const questions = new Map<string, PullQuestionFact>();
  for (const use of uses) {
    if (use.reference === null) continue;
    const { domain, repository, reference } = use.reference;
    for (const login of loginsOf(use)) {
      const question = { domain, repository, reference, login };
      const key = questionKey(question);
      if (!questions.has(key)) questions.set(key, question);
    }
  }
  return [...questions.values()];
}

export function questionKey({
  domain,
  repository,
  reference,
  login,
}: PullQuestionFact): string {
  return [domain, repository, reference, loginKey(login)].join("\n");
}

export function loginKey(login: Login | null): string {
  return login === null ? "" : loginId(login);
}
