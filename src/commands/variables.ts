/** Which command of ours a Garden process is started for. */
export const commandVariable = "GARDEN_PULL_SECRETS_COMMAND";

/** Where a command that runs inside Garden leaves its result: Garden narrates on stdout. */
export const resultVariable = "GARDEN_PULL_SECRETS_RESULT";

/** What the user says of the outputs of providers, as JSON. */
export const outputsVariable = "GARDEN_PULL_SECRETS_PROVIDER_OUTPUTS";
