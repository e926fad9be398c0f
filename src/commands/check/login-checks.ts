import type { V1Secret } from "@kubernetes/client-node";
import type { Credential, Login } from "../../registry/credential.js";
import { renewLogin } from "../../registry/entry-faults.js";
import { endOf, type LoginEnd } from "../../registry/expiry.js";
import type { PullVerdict } from "../../registry/handshake.js";
import { makeKeyring } from "../../registry/keyring.js";
import type { Headroom } from "../../registry/rate-limit.js";
import { offlineReason, unreachable } from "../registry-words.js";
import type { CheckRow } from "./check-row.js";
import { hubEntries } from "./docker-hub.js";
import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import { secretKey, usableLogin, type ImageUse } from "./image-uses.js";
import {
  asSentence,
  failed,
  passed,
  skipped,
  warning,
  type Finding,
} from "./verdict.js";

const subject = "login USER of Secret NAMESPACE/NAME (KEY)";

/** Whether the logins of the Secrets still last, as far as they say so. */
export const loginExpiry: CheckRow = {
  id: "login-expiry",
  subject,
  expected: (login) => `The ${login} has not expired`,
  find: ({ facts, now }) =>
    usableLogins(facts).flatMap(({ subject, login }) => {
      const end = endOf(login, now);
      return end === null ? [] : [{ subject, ...lasting(end) }];
    }),
};

/** Whether the registries accept them. */
export const loginAccepted: CheckRow = {
  id: "login-accepted",
  subject,
  expected: (login) => `The registry accepts the ${login}`,
  find: ({ facts, uses, answers }) =>
    usableLogins(facts).map((entry) => ({
      subject: entry.subject,
      ...(answers === null
        ? skipped(offlineReason)
        : acceptance(verdictsOn(entry, uses, answers))),
    })),
};

interface Entry {
  readonly subject: string;
  readonly credential: Credential;
  readonly login: Login;
  readonly isForHub: boolean;
}

/** The entries that a node can log in with, of every Secret that is a source or that a pod pulls with. */
function usableLogins({ sources, pods }: ProjectFacts): Entry[] {
  const secrets = new Map<string, V1Secret>();
  const found = [
    ...sources.flatMap(({ state }) =>
      state.kind === "found" ? [state.secret] : [],
    ),
    ...pods.flatMap((pod) => pod.secrets),
  ];
  for (const secret of found) secrets.set(secretKey(secret), secret);
  return [...secrets.values()].flatMap(entriesOf);
}

function entriesOf(secret: V1Secret): Entry[] {
  const ofHub = hubEntries(secret).map(({ key }) => key);
  const { entries } = makeKeyring([secret]);
  return entries
    .flatMap(({ credentials }) => credentials)
    .flatMap((credential) => {
      const login = usableLogin(credential);
      if (login === null) return [];
      const { secret, key, username } = credential;
      const subject = `login ${username} of Secret ${secret} (${key})`;
      return [{ subject, credential, login, isForHub: ofHub.includes(key) }];
    });
}

function lasting({ at, state }: LoginEnd): Finding {
  const renew = asSentence(renewLogin);
  switch (state) {
    case "ended":
      return failed(`it expired at ${at.toISOString()}`, renew);
    case "soon":
      return warning(`it expires at ${at.toISOString()}`, renew);
    case "later":
      return passed(`it expires at ${at.toISOString()}`);
  }
}

/** What registries said to a login: about the images that it is tried for, and about its headroom. */
function verdictsOn(
  { credential, login, isForHub }: Entry,
  uses: readonly ImageUse[],
  answers: RegistryAnswers,
): PullVerdict[] {
  const { secret, key } = credential;
  const ofImages = uses.flatMap(({ lookup, reference }) => {
    const isTried = lookup.attempts.some(
      (attempt) => attempt.secret === secret && attempt.key === key,
    );
    return isTried && reference !== null
      ? (answers.pull({ ...reference, login }) ?? [])
      : [];
  });
  const headroom = isForHub ? answers.headroom(login) : null;
  return headroom === null ? ofImages : [...ofImages, verdictIn(headroom)];
}

function verdictIn(headroom: Headroom): PullVerdict {
  return headroom.kind === "unknown"
    ? headroom.verdict
    : { kind: "accepted", exists: true, asked: true };
}

function acceptance(verdicts: readonly PullVerdict[]): Finding {
  const refused = verdicts.find(
    (verdict) => verdict.kind === "rejected" && verdict.reason === "login",
  );
  if (refused)
    return failed(
      "it refuses the login; a node that tries it is refused, too, even for public images",
      "Make a new password or token at the registry, and put it into the Secret: garden-pull-secrets create --verify",
    );
  const taken = verdicts.some(
    (verdict) =>
      (verdict.kind === "accepted" && verdict.asked) ||
      (verdict.kind === "rejected" && verdict.reason === "access"),
  );
  if (taken) return passed("it does");
  const [first] = verdicts;
  switch (first?.kind) {
    case undefined:
      return skipped("no image of the project is pulled with it");
    case "accepted":
      return skipped("the registry lets everybody pull, and asks for no login");
    case "rejected":
      return skipped("the registry wants no more requests for now");
    case "unreachable":
      return skipped(unreachable(first.reason));
  }
}
