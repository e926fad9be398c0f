/** Which command of ours a Garden process is started for. */
export const commandVariable = "GARDEN_PULL_SECRETS_COMMAND";
