import type { Login } from "../../registry/credential.js";
import type { Headroom } from "../../registry/rate-limit.js";
import { offlineReason, unreachable } from "../registry-words.js";
import type { CheckInput, CheckRow } from "./check-row.js";
import { hubAccounts, pullsAnonymously } from "./docker-hub.js";
import { usableLogin } from "./image-uses.js";
import { failed, passed, skipped, warning, type Finding } from "./verdict.js";

/** Of the pulls that Docker Hub grants, this part is little. */
const little = 0.1;

/** How many pulls Docker Hub still grants to each account. */
export const headroom: CheckRow = {
  id: "headroom",
  subject: "USER",
  expected: (user) => `Docker Hub grants more pulls to ${user}`,
  find: (input) =>
    hubAccounts(input).map((credential) => ({
      subject: credential.username,
      ...finding(ask(input, usableLogin(credential)), ofAccount),
    })),
};

/** The same for this machine, where an image is pulled anonymously. */
export const anonymousHeadroom: CheckRow = {
  id: "anonymous-headroom",
  subject: "anonymous pulls",
  expected: (pulls) => `Docker Hub grants more ${pulls}`,
  find: (input) =>
    pullsAnonymously(input.uses)
      ? [
          {
            subject: "anonymous pulls",
            ...finding(ask(input, null), ofMachine),
          },
        ]
      : [],
};

function ask({ answers }: CheckInput, login: Login | null): Headroom | null {
  return answers === null ? null : answers.headroom(login);
}

interface Whose {
  readonly note: string;
  readonly none: (reason: string) => Finding;
  readonly remedy: string;
}

const ofAccount: Whose = {
  note: "",
  none: (reason) => failed(reason, ofAccount.remedy),
  remedy:
    "Wait, or use an account with a higher limit: https://docs.docker.com/docker-hub/usage/",
};

const ofMachine: Whose = {
  note: "; this is said of this machine's address, and a node's may have another number",
  none: (reason) => warning(reason, ofMachine.remedy),
  remedy:
    "Give the pods a Secret for Docker Hub: the limit for anonymous pulls is shared by all behind an address.",
};

function finding(
  headroom: Headroom | null,
  { note, none, remedy }: Whose,
): Finding {
  switch (headroom?.kind) {
    case undefined:
      return skipped(offlineReason);
    case "unlimited":
      return passed(`there is no limit${note}`);
    case "unknown":
      return skipped(unknown(headroom));
    case "limited": {
      const { limit, remaining } = headroom;
      const reason = inNumbers(headroom) + note;
      if (remaining === 0) return none(reason);
      return remaining < limit * little
        ? warning(reason, remedy)
        : passed(reason);
    }
  }
}

function unknown({ verdict }: Headroom & { kind: "unknown" }): string {
  if (verdict.kind === "unreachable") return unreachable(verdict.reason);
  return verdict.kind === "rejected" && verdict.reason === "login"
    ? "Docker Hub refuses the login"
    : "Docker Hub's answer does not say";
}

function inNumbers({
  limit,
  remaining,
  windowSeconds,
  resetSeconds,
}: Headroom & { kind: "limited" }): string {
  const reset =
    resetSeconds === null
      ? ""
      : `; the limit is reset in ${span(resetSeconds)}`;
  return `${remaining} of ${limit} pulls in ${span(windowSeconds)} are left${reset}`;
}

function span(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200
    ? `${Math.ceil(seconds / 60)} min`
    : `${Math.round(seconds / 3600)} h`;
}
