/** The four things that may be said of what a command does not show, each in words of its own. */
export type Absence = "no" | "not known" | "not covered" | "skipped";

/** How one of them is said. */
export interface Word {
  readonly absence: Absence;
  readonly phrase: string;
  /** The commands that say it. */
  readonly by: readonly string[];
  readonly meaning: string;
  readonly exitCode: string;
}

const project = ["manifests", "check", "clean", "explain"];

/** Whoever says one of these says it by its row: docs/command-line.md has the table, and test/cli/words.test.ts a case for
 *  each. */
export const words = {
  none: {
    absence: "no",
    phrase: "none",
    by: ["manifests"],
    meaning: "the pod lists no Secret, and no account among the manifests does",
    exitCode: "0",
  },
  withoutPods: {
    absence: "no",
    phrase: "without pods",
    by: ["manifests"],
    meaning: "these objects are deployed, and none of them makes pods",
    exitCode: "0",
  },
  noWorkload: {
    absence: "no",
    phrase: "No workload is made",
    by: ["manifests"],
    meaning:
      "all of the project is known, and it has no action, or none that makes pods",
    exitCode: "0",
  },
  noProvider: {
    absence: "no",
    phrase: "no provider of the kubernetes family",
    by: project,
    meaning: "no provider of the environment makes pods",
    exitCode: "0",
  },
  noFailedPull: {
    absence: "no",
    phrase: "There is no failed image pull",
    by: ["explain"],
    meaning: "all that was looked at pulls, or has pulled",
    exitCode: "0",
  },
  noMark: {
    absence: "no",
    phrase: "nothing of the patch",
    by: ["clean"],
    meaning: "nothing that was looked at is of the patch",
    exitCode: "0",
  },
  notKnown: {
    absence: "not known",
    phrase: "not known",
    by: [...project, "create"],
    meaning: "it may be there, and can't be seen here; the line says why",
    exitCode: "0; 1 where nothing can be done without it",
  },
  notCovered: {
    absence: "not covered",
    phrase: "is not covered",
    by: [...project, "create"],
    meaning:
      "it makes pods, which the patch does not reach and nobody looked at",
    exitCode: "1; 0 beside a provider that is covered",
  },
  noneShown: {
    absence: "skipped",
    phrase: "no workload can be shown",
    by: ["manifests"],
    meaning: "the project may make pods, and none of them is known here",
    exitCode: "1",
  },
  notShown: {
    absence: "skipped",
    phrase: "not shown",
    by: ["manifests"],
    meaning: "it is in the project; the line says what keeps it back",
    exitCode: "0",
  },
  notChecked: {
    absence: "skipped",
    phrase: "not checked",
    by: ["check"],
    meaning: "the same: its images were not checked",
    exitCode: "0",
  },
  notLookedAt: {
    absence: "skipped",
    phrase: "not looked at",
    by: ["clean", "create", "explain"],
    meaning: "the same: its namespaces, or its images, are left out",
    exitCode: "0",
  },
  skipped: {
    absence: "skipped",
    phrase: "- skipped",
    by: ["check"],
    meaning: "a check was not carried out, which is no pass; its row says why",
    exitCode: "0",
  },
} as const satisfies Record<string, Word>;

/** Those with which a line about something that was left out begins. */
export type LeftOutWord = Extract<
  (typeof words)[keyof typeof words],
  { absence: "skipped"; phrase: `not ${string}` }
>;
