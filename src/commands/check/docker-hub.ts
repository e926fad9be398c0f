import type { V1Secret } from "@kubernetes/client-node";
import type { Credential, Login } from "../../registry/credential.js";
import { lookUp, makeKeyring } from "../../registry/keyring.js";
import type { ProjectFacts } from "./facts.js";
import {
  loginKey,
  loginsOf,
  usableLogin,
  type ImageUse,
} from "./image-uses.js";

interface Pulls {
  readonly facts: ProjectFacts;
  readonly uses: readonly ImageUse[];
}

/** The accounts that a node can log in to Docker Hub with: those of the provider's Secrets, and those that the
 *  project's images there are pulled with. */
export function hubAccounts({ facts, uses }: Pulls): Credential[] {
  const accounts = new Map<string, Credential>();
  for (const credential of [
    ...facts.sources.flatMap(({ state }) =>
      state.kind === "found" ? hubEntries(state.secret) : [],
    ),
    ...ofHub(uses).flatMap(({ lookup }) => lookup.attempts),
  ]) {
    const login = usableLogin(credential);
    if (login !== null) accounts.set(loginKey(login), credential);
  }
  return [...accounts.values()];
}

/** Whether a node pulls an image of Docker Hub anonymously. */
export function pullsAnonymously(uses: readonly ImageUse[]): boolean {
  return ofHub(uses).some((use) => loginsOf(use).includes(null));
}

/** Whose headroom Docker Hub is asked about: each account's, and this machine's where an image is pulled anonymously. */
export function headroomQuestions(input: Pulls): (Login | null)[] {
  return [
    ...hubAccounts(input).map(usableLogin),
    ...(pullsAnonymously(input.uses) ? [null] : []),
  ];
}

function ofHub(uses: readonly ImageUse[]): ImageUse[] {
  return uses.filter(({ reference }) => reference?.domain === "docker.io");
}

/** The entries of a Secret that are for Docker Hub's images. */
export function hubEntries(secret: V1Secret): readonly Credential[] {
  return lookUp(makeKeyring([secret]), "docker.io/library/any").attempts;
}
