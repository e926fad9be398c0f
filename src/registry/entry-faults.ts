import type { Secret } from "../manifests/objects.js";
import { remarksOn, type ConfigRemark } from "./config-remarks.js";
import { withoutUser } from "./credential.js";
import { readDockerConfig } from "./docker-config.js";
import { endOf } from "./expiry.js";

/** What is wrong with an entry of a docker config, for a node, and what to do. No piece of a login is in it. */
export interface EntryFault {
  readonly kind: ConfigRemark["kind"] | "expired";
  /** The entry; null where it is about all of the docker config. */
  readonly key: string | null;
  /** A sentence without its full stop, as is the remedy. */
  readonly reason: string;
  readonly remedy: string;
}

/** All that is wrong with the docker config of a Secret at a time. Whatever tells users of entries asks this, and nothing
 *  else knows a fault: so each command says what the others do. */
export function faultsOf(secret: Secret, now: Date): EntryFault[] {
  return [...remarksOn(secret).map(inWords), ...ends(secret, now)];
}

export const addLogin =
  "put name and password under auths; garden-pull-secrets create does so, and keeps the rest";

export const renewLogin =
  "renew the login, and let a job of the cluster do so from time to time; or use a login that lasts";

function ends(secret: Secret, now: Date): EntryFault[] {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins") return [];
  return [...config.logins].flatMap(([name, login]): EntryFault[] => {
    const end = endOf(login, now);
    if (end?.state !== "ended") return [];
    const key = withoutUser(name);
    return [
      {
        kind: "expired",
        key,
        reason: `the login of the entry ${key} expired at ${end.at.toISOString()}`,
        remedy: renewLogin,
      },
    ];
  });
}

/** No remedy takes out what builders or docker may need. */
function inWords(remark: ConfigRemark): EntryFault {
  const { kind } = remark;
  switch (kind) {
    case "credHelpers":
    case "credsStore":
      return {
        kind,
        key: null,
        reason: `${kind} names a program that docker has its logins from; a node runs none`,
        remedy: `for a node, ${addLogin}`,
      };
    case "identitytoken":
      return {
        ...remark,
        reason: `the entry ${remark.key} holds an identity token, which a node can't use`,
        remedy: "put name and password beside it",
      };
    case "empty":
      return {
        ...remark,
        reason: `the entry ${remark.key} is empty, but it is for images all the same: a node logs in with nothing`,
        remedy: replace,
      };
    case "no-password":
      return {
        ...remark,
        reason: `the password of the entry ${remark.key} is empty`,
        remedy: replace,
      };
    case "no-name":
      return {
        ...remark,
        reason: `the entry ${remark.key} has a password, and no user name`,
        remedy: replace,
      };
    case "line-break":
      return {
        ...remark,
        reason: `the login of the entry ${remark.key} ends with a line break, which a node sends with it`,
        remedy: "take it out: printf %s writes none where echo does",
      };
    case "hub-host":
      return {
        ...remark,
        reason: `the entry ${remark.key} is for no image: Docker Hub's are called docker.io; write https://index.docker.io/v1/`,
        remedy: replace,
      };
  }
}

const replace = "take it out, or put name and password in its place";
