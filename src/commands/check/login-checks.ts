import type { V1Secret } from "@kubernetes/client-node";
import type { Credential, Login } from "../../registry/credential.js";
import { expiryOf } from "../../registry/expiry.js";
import type { PullVerdict } from "../../registry/handshake.js";
import { makeKeyring } from "../../registry/keyring.js";
import type { Headroom } from "../../registry/rate-limit.js";
import type { ProjectFacts, RegistryAnswers } from "./facts.js";
import { usableLogin, type ImageUse } from "./image-uses.js";
import { offlineReason, unreachable } from "../registry-words.js";
import {
  failed,
  passed,
  skipped,
  warning,
  type Check,
  type Finding,
} from "./verdict.js";

/** A login that lasts no longer needs somebody who renews it. */
const soonHours = 24;

/** Whether the logins of the Secrets still last, and whether their registries take them. `answers` is null where
 *  registries are left alone. */
export function loginChecks(
  facts: ProjectFacts,
  uses: readonly ImageUse[],
  answers: RegistryAnswers | null,
  now: Date,
): Check[] {
  return credentialsOf(facts).flatMap((credential) => {
    const login = usableLogin(credential);
    if (login === null) return [];
    const { secret, key, username } = credential;
    const whose = `the login ${username} of Secret ${secret} (${key})`;
    const checks: Check[] = [];
    const expiry = expiryOf(login);
    if (expiry !== null)
      checks.push({
        id: "login-expiry",
        wished: `The login ${username} of Secret ${secret} (${key}) lasts`,
        ...lasting(expiry, now),
      });
    checks.push({
      id: "login-accepted",
      wished: `The registry takes ${whose}`,
      ...(answers === null
        ? skipped(offlineReason)
        : acceptance(verdictsOn(credential, login, uses, answers))),
    });
    return checks;
  });
}

/** Every entry of every Secret that is a source or that a pod pulls with, once. */
function credentialsOf({ sources, pods }: ProjectFacts): Credential[] {
  const secrets = new Map<string, V1Secret>();
  const found = [
    ...sources.flatMap(({ state }) =>
      state.kind === "found" ? [state.secret] : [],
    ),
    ...pods.flatMap((pod) => pod.secrets),
  ];
  for (const secret of found) {
    const { namespace = "", name = "" } = secret.metadata ?? {};
    secrets.set(`${namespace}/${name}`, secret);
  }
  return [...secrets.values()].flatMap((secret) =>
    makeKeyring([secret]).entries.flatMap(({ credentials }) => credentials),
  );
}

function lasting(expiry: Date, now: Date): Finding {
  const at = expiry.toISOString();
  const renew =
    "Make it anew, and let a job of the cluster do so from time to time, or use a login that lasts.";
  const hours = (expiry.getTime() - now.getTime()) / 3_600_000;
  if (hours <= 0) return failed(`it expired at ${at}`, renew);
  if (hours <= soonHours) return warning(`it expires at ${at}`, renew);
  return passed(`it expires at ${at}`);
}

function verdictsOn(
  { secret, key }: Credential,
  login: Login,
  uses: readonly ImageUse[],
  answers: RegistryAnswers,
): PullVerdict[] {
  const ofImages = uses.flatMap(({ lookup, reference }) => {
    const tried = lookup.attempts.some(
      (attempt) => attempt.secret === secret && attempt.key === key,
    );
    const answer =
      tried && reference !== null
        ? answers.pull({ ...reference, login })
        : null;
    return answer === null ? [] : [answer.verdict];
  });
  const headroom = isForHub(key) ? answers.headroom(login) : null;
  return headroom === null ? ofImages : [...ofImages, verdictIn(headroom)];
}

function isForHub(key: string): boolean {
  return /^(https?:\/\/)?(index\.)?docker\.io(\/|$)/.test(key);
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
