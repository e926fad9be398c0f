/** A pod of Garden's that no patch reaches. */
export interface NotCovered {
  readonly pod: string;
  readonly declares: string;
  readonly gardens: string;
  readonly reason: string;
}

/** Said in docs/coverage.md, so that nobody takes it for forgotten. */
export const notCovered: readonly NotCovered[] = [
  {
    pod: "agent of automatic environment cleanup",
    declares: "getAecAgentManifests",
    gardens: ">=0.14.8",
    reason:
      "it works for Garden's own cloud only, and can't be tried without that",
  },
];
