/** What mocha loads first: the suites on a cluster start Garden as users have it, in the layout of the official binary
 *  and on the Node that a recent one has inside, if nothing else is asked for. It starts in less than half the time of npm
 *  Garden, which the suites without a cluster start. */
process.env["GARDEN_PULL_SECRETS_TEST_SHAPE"] ??= "bundle";
if (process.env["GARDEN_PULL_SECRETS_TEST_SHAPE"] === "bundle")
  process.env["GARDEN_PULL_SECRETS_TEST_NODE"] ??= "22.17.0";
