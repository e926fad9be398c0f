/** Whether the promises are to be proven in full, by `npm run test:promises`. `npm test` takes a part: each row and each
 *  column of their tables once. */
export const inFull =
  process.env["GARDEN_PULL_SECRETS_TEST_PROMISES"] === "full";
