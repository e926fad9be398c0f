import type { Secret } from "../manifests/objects.js";
import { builderConfigOf } from "./builder-config.js";
import { loginsForDocker, loginsForSkopeo } from "./builder-logins.js";
import { configText, fieldsOf, isGiven } from "./config-fields.js";
import { isUsable } from "./credential.js";
import { readDockerConfig } from "./docker-config.js";

/** Who reads the docker config of a Secret: a node, and the builders that Garden runs in the cluster. `garden-util` is
 *  also the container `util` beside buildkit. */
export const readers = ["node", "buildkit", "kaniko", "garden-util"] as const;
export type Reader = (typeof readers)[number];
export type Builder = Exclude<Reader, "node">;

/** What a Secret is to one of its readers. */
export interface ReaderVerdict {
  readonly reader: Reader;
  readonly state: "works" | "does not" | "not known";
  readonly reason: string;
  /** Whether it keeps the reader from using the other Secrets as well. */
  readonly breaks: boolean;
}

/** What a Secret is to a reader, by that reader's own rules. No piece of a login is in it. */
export function readBy(reader: Reader, secret: Secret): ReaderVerdict {
  return {
    reader,
    ...(reader === "node" ? onNode(secret) : inBuilder(reader, secret)),
  };
}

type Found = Omit<ReaderVerdict, "reader">;

function onNode(secret: Secret): Found {
  const config = readDockerConfig(secret);
  if (config.kind !== "logins")
    return config.kind === "ignored"
      ? doesNot(config.reason)
      : breaks(
          `${config.reason}; with it, a node pulls no image of the pod at all`,
        );
  const logins = [...config.logins.values()].filter(isUsable);
  return logins.length > 0
    ? works(`logins: ${logins.length}`)
    : doesNot("it holds no login that a node can use");
}

function inBuilder(builder: Builder, secret: Secret): Found {
  const config = builderConfigOf([secret]);
  if (config.kind === "refused")
    return breaks(
      `${config.reason}; Garden refuses it, and builds no image in the cluster`,
    );
  const read = builder === "garden-util" ? loginsForSkopeo : loginsForDocker;
  const entries = read(config);
  if (entries === null) return unreadable(builder);
  const logins = entries.filter((isLogin) => isLogin).length;
  const helpers = Object.values(config.credHelpers).filter(
    (helper) => typeof helper === "string" && helper !== "",
  );
  const words = [
    ...(logins > 0 ? [`logins: ${logins}`] : []),
    ...(helpers.some((helper) => mayRun(builder, helper)) ? [byProgram] : []),
  ];
  if (words.length === 0) return doesNot(whyNone(builder, secret, helpers));
  return logins > 0 ? works(words.join("; ")) : notKnown(byProgram);
}

function works(reason: string): Found {
  return { state: "works", reason, breaks: false };
}

function doesNot(reason: string): Found {
  return { state: "does not", reason, breaks: false };
}

function notKnown(reason: string): Found {
  return { state: "not known", reason, breaks: false };
}

function breaks(reason: string): Found {
  return { state: "does not", reason, breaks: true };
}

const byProgram =
  "a program of its image has the login (credHelpers), if the account of its pod may get one";

/** buildkit warns, and goes on with what it has read before (docker/cli, cli/config). */
function unreadable(builder: Builder): Found {
  const problem = "the docker config holds an entry that it can't read";
  return builder === "buildkit"
    ? notKnown(`${problem}, and it goes on with what stands before that`)
    : breaks(`${problem}, and so it reads none`);
}

/** The programs in Garden's images (images/buildkit and images/k8s-util of its sources); null where users choose the
 *  image. */
const programs: Readonly<Record<Builder, readonly unknown[] | null>> = {
  buildkit: ["ecr-login", "gcr"],
  kaniko: null,
  "garden-util": ["ecr-login", "gcr"],
};

function mayRun(builder: Builder, helper: unknown): boolean {
  return programs[builder]?.includes(helper) ?? true;
}

function whyNone(
  builder: Builder,
  secret: Secret,
  helpers: readonly unknown[],
): string {
  if (helpers.length > 0)
    return `of the programs that credHelpers can name, its image has ${programs[builder]?.join(" and ") ?? "none"} only`;
  const fields = fieldsOf(configText(secret, ".dockerconfigjson"));
  if (fields.some((field) => isGiven(field, "credsstore")))
    return "credsStore names a program for the logins, and Garden hands on auths and credHelpers only";
  return builder === "garden-util"
    ? "it holds no auth, and a username and password beside it are not read"
    : "it holds no login that it can use";
}
