import { diagnose } from "../../src/diagnose/diagnose.js";
import { tokenPhrases } from "../../src/diagnose/facts.js";
import type { Phrases } from "../../src/diagnose/phrases.js";
import { sayings } from "../../src/diagnose/sayings.js";
import { applicationPhrases } from "../../src/diagnose/application-phrases.js";
import { transportPhrases } from "../../src/diagnose/transport-phrases.js";

export interface WorstCase {
  readonly title: string;
  /** Repeated until the message is long enough. */
  readonly part: string;
  readonly start?: string;
  /** Behind all parts: it keeps what looks for the end of the parts from finding it. */
  readonly end?: string;
}

/** What takes longest to look at: what nearly matches, over and over. */
const nearMisses: readonly string[] = [
  "\\",
  '\\"',
  " ",
  "\n",
  "a",
  "/",
  '"',
  "[rpc error: ",
  ", rpc error: ",
  'image "',
  'image "a',
  "image tag ",
  "docker://",
  "docker://a/",
  "https://",
  "https://a",
  "https://a/v2/",
  "https://a/v2/b/manifests",
  "https://a/v2/b/manifests/c ",
  "/v2/",
  "/v2/a",
  'get "https://',
  "head https://a.",
  "reading manifest ",
  "reading manifest a in ",
  "manifest for a not",
  "pull access denied for ",
  ": failed to authorize",
  ": not foun",
  "rate limit as '",
  "rate limit as \\",
  "dckr_jti_",
  "ghp_",
  "dckr_pat_a ",
  "eyJ",
  "eyJeyJ.",
  "://",
  "://a:",
  "://a:b",
  "?token=",
  "&sig",
  "&signature=&",
  "authorization: basic ",
  "username: ",
  "arn:aws:iam::1:user/",
  "arn:aws:sts::1:assumed-role/a",
  "lookup ",
  "lookup a.",
  " 500",
  ": 403 ",
  "https://a/b: 403 ",
  "status 500x ",
  "denied",
  "denied ",
  "denied denie",
  ": denied",
  "code = ",
  "dial tcp ",
  "get https://a/b/",
  "docker pull ",
  "pull a ",
  "pulling a.b",
  "step 1/2 : from ",
  'failed to perform "a',
  "step 1/2 : from a as ",
  "failed to solve: a",
  "failed to solve: a/b:",
  "image a could not be ",
  "\n denied",
  "failed to resolve a.",
  "ctr a ",
  "images ",
  "image a ",
  "✘ image a",
  "from a.",
  "a pulling 1.",
  "rejected ",
  'rejected "no such image',
  '"type":"repository"',
  '"type": "repository", "action": "',
  '"code":"name_',
  "docker-image:/",
  "put https://a/v2/",
  "put https://a/v2/a ",
  "unable to retrieve some image pull secrets (a",
  "unable to retrieve pull secret a/",
];

/** What is nested, goes on over many lines, or ends otherwise than it looks all along. */
const hostile: readonly WorstCase[] = [
  ...[".", ":", "!", "%3A", "%2E"].flatMap((part) =>
    ["", "user a", "password 1"].map((start) => ({ start, part, end: "x" })),
  ),
  { start: "password=x\n", part: "1" },
  { start: "v", part: "1", end: "A" },
  { part: "Zx9Kq2vTnW81BdLr5YcE7fHsUa0\n" },
  { start: "password=", part: "Zx9Kq2vTnW81BdLr5YcE7fHsUa0\n" },
  { part: "sig>" },
  { part: "<user>a" },
  { part: "[" },
  { part: '{"a":[' },
  { part: "a: " },
  { part: "rpc error: code = Unknown desc = " },
  { part: '{"errors":[{"code":"DENIED","message":"' },
  { start: 'Get "https://', part: "a" },
  { start: 'Get "https://a/v2/', part: "b/manifests/" },
  { start: 'Get "https://a/v2/b/manifests/1?', part: "ns=a&" },
  { part: `sha256:${"ab".repeat(32)} ` },
].map((each) => ({
  ...each,
  title: `hostile: ${JSON.stringify(each).slice(0, 80)}`,
}));

/** All that is sought in messages, by what finding it means. */
export const phraseLists: readonly (Pick<Phrases, "says" | "with"> & {
  readonly fact: string;
})[] = [
  ...Object.entries<Phrases>(sayings).map(([fact, phrases]) => ({
    ...phrases,
    fact,
  })),
  ...[...transportPhrases, ...applicationPhrases].map((phrases) => ({
    ...phrases,
    fact: phrases.kind,
  })),
  ...Object.entries(tokenPhrases).map(([fact, says]) => ({ says, fact })),
];

const pullFailure = 'Failed to pull image "a/b:1": ';

export const worstCases: readonly WorstCase[] = [
  ...nearMisses.map((part) => ({ title: JSON.stringify(part), part })),
  ...nearMisses.map((part) => ({
    title: `a pull failure, then ${JSON.stringify(part)}`,
    start: pullFailure,
    part,
  })),
  ...hostile.map((each) => ({
    ...each,
    start: pullFailure + (each.start ?? ""),
  })),
  // each phrase that a fact is read from, without its last character
  ...phraseLists.flatMap(({ fact, says, with: and = [] }) =>
    [...says, ...and].map((phrase) => ({
      title: `${fact}: nearly ${JSON.stringify(phrase)}`,
      start: pullFailure,
      part: phrase.slice(0, -1),
    })),
  ),
];

export function message(
  { start = "", part, end = "" }: WorstCase,
  length: number,
): string {
  const text = start + part.repeat(Math.ceil(length / part.length));
  return text.slice(0, length) + end;
}

/** The least processor time of a diagnosis, in some tries: other processes don't count, collecting garbage rarely does. */
export function milliseconds(text: string, tries: number): number {
  const times = Array.from({ length: tries }, () => {
    const start = process.cpuUsage();
    diagnose(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
