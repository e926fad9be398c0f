import { running } from "../running.js";

/** Set to `true`, the user's own workloads get the pull secrets, too. */
export const workloadsVariable = "GARDEN_PULL_SECRETS_WORKLOADS";

/** Whether the user wants that. What is neither `true` nor `false` is reported where the provider is configured. */
export function workloadsWanted(): boolean {
  return running().wantsWorkloads ?? process.env[workloadsVariable] === "true";
}

/** What is wrong with the variable's value, or null. */
export function workloadsProblem(): string | null {
  const value = process.env[workloadsVariable] ?? "";
  return ["", "true", "false"].includes(value)
    ? null
    : `${workloadsVariable} is '${value}': set it to true or false, or unset it.`;
}
