import { words } from "../words.js";
import { isCloudRegistry } from "../../registry/cloud-registry.js";
import { shownUser, type Login } from "../../registry/credential.js";
import type { NearMiss } from "../../registry/near-misses.js";
import type { PullVerdict } from "../../registry/handshake.js";
import { offlineReason, unreachable } from "../registry-words.js";
import type { CheckRow } from "./check-row.js";
import type { RegistryAnswers } from "./facts.js";
import { loginsOf, type ImageUse } from "./image-uses.js";
import { describeLogins, isServed } from "./pulled-with.js";
import { failed, passed, skipped, warning, type Finding } from "./verdict.js";

/** Which Secret serves each image. */
export const imageSecret: CheckRow = {
  id: "image-secret",
  subject: "IMAGE (WORKLOADS)",
  expected: (image) => `A Secret serves ${image}`,
  find: ({ uses }) =>
    uses.map((use) => ({
      subject: `${use.image} (${use.workloads.join(", ")})`,
      ...service(use),
    })),
};

/** Whether the image's registry lets a node pull it. */
export const imagePull: CheckRow = {
  id: "image-pull",
  subject: "IMAGE",
  expected: (image) => `The registry lets a node pull ${image}`,
  find: ({ uses, answers }) =>
    uses.map((use) => ({ subject: use.image, ...pull(use, answers) })),
};

function service({ lookup, problems, nearMisses }: ImageUse): Finding {
  const { attempts, error } = lookup;
  if (error !== null)
    return failed(
      `a node does not even try: ${error}`,
      "Correct the Secret, or the image's name.",
    );
  const order = describeLogins(attempts).join(", ");
  const missing = problems.length === 0 ? "" : `; ${problems.join("; ")}`;
  const [miss] = nearMisses;
  if (miss !== undefined) {
    const facts = [attempts.length === 0 ? anonymously : order, ...problems];
    return warning(
      [...facts, ...nearMisses.map(inWords)].join("; "),
      `In Secret ${miss.secret}, ${miss.remedy}.`,
    );
  }
  if (isServed(attempts))
    return missing === ""
      ? passed(order)
      : warning(
          order + missing,
          "Create the Secret, or take the reference out.",
        );
  const reason = attempts.length === 0 ? anonymously : order;
  return warning(
    reason + missing,
    "Add an entry for its registry to one of the Secrets, unless everybody may pull it.",
  );
}

const anonymously = "none does: it is pulled anonymously";

function inWords({ secret, reason }: NearMiss): string {
  return `in Secret ${secret} ${reason}`;
}

function pull(use: ImageUse, answers: RegistryAnswers | null): Finding {
  const { reference, isBuilt, lookup } = use;
  if (lookup.error !== null)
    return skipped("a node does not even try: see image-secret");
  if (reference === null)
    return skipped("its name names no registry that could be asked");
  if (answers === null) return skipped(offlineReason);
  const tried = loginsOf(use).map((login) => ({
    login,
    verdict: answers.pull({ ...reference, login }),
  }));
  const verdicts = tried.flatMap(({ verdict }) => verdict ?? []);
  const good = tried.find(({ verdict }) => verdict?.kind === "accepted");
  if (good?.verdict?.kind === "accepted") {
    const whom = asWhom(good.login);
    if (good.verdict.exists) return passed(`it does, ${whom}`);
    return isBuilt
      ? passed(`it would, ${whom}; the image is not there yet`)
      : warning(
          `it would, ${whom}, but it has no such image`,
          "Check repository and tag, or push the image.",
        );
  }
  return refusal(
    verdicts,
    isBuilt,
    tried.every(({ login }) => login === null),
    reference.domain,
  );
}

function asWhom(login: Login | null): string {
  return login === null ? "anonymously" : `as ${shownUser(login)}`;
}

function refusal(
  verdicts: readonly PullVerdict[],
  isBuilt: boolean,
  isAnonymous: boolean,
  domain: string,
): Finding {
  const out = verdicts.find(({ kind }) => kind === "unreachable");
  if (out?.kind === "unreachable" && out.reason === "address")
    return warning(
      `its registry could not be asked: ${domain} is no address`,
      "Correct host and port in the image's name.",
    );
  if (out?.kind === "unreachable") return skipped(unreachable(out.reason));
  const reasons = new Set(
    verdicts.map((verdict) =>
      verdict.kind === "rejected" ? verdict.reason : null,
    ),
  );
  if (reasons.has("rate-limit"))
    return failed(
      "it grants no more pulls for now",
      "Wait, or use an account with a higher limit.",
    );
  if (isBuilt && (isAnonymous || reasons.has("access")))
    return skipped(
      "a Build of this project makes it, and the registry does not say whether it is refused or not there yet",
    );
  if (isAnonymous && isCloudRegistry(domain))
    return skipped(
      `it lets nobody pull it anonymously, and whether a node has a login of its own, as the nodes of that cloud can, is ${words.notKnown.phrase}`,
    );
  if (isAnonymous)
    return failed(
      "it lets nobody pull it anonymously, or has no such image",
      "Add an entry for its registry to one of the Secrets.",
    );
  return reasons.has("access")
    ? failed(
        "it accepts the login, but does not let it pull this image, or has no such image",
        "Give the account the right to pull it, or check the image's name.",
      )
    : failed(
        "it refuses every login that a node tries",
        "Put a valid login into the Secret.",
      );
}
