import "./scripts/mutation/find-cjs.js";

/** What is quickly tested comes first: a mutant in a table is tried with all tests, until one fails. */
const layers = ["diagnose", "resolver", "manifests", "secrets", "registry"];

/** The layers that --mutate names: only their tests are loaded. (With Stryker's own --testFiles, mutants in tables are
 *  tried with no test at all.) */
const named = layers.filter((layer) =>
  process.argv.some((argument) => argument.includes(`src/${layer}/`)),
);

const findCjs = ["--import", "./scripts/mutation/find-cjs.js"];

export default {
  mutate: [
    "src/{resolver,manifests,registry,diagnose}/**/*.ts",
    // The rest of `secrets` has effects: its tests are about their order.
    "src/secrets/{copy-facts,copy-rules,plan-copy,marker}.ts",
  ],
  plugins: ["@stryker-mutator/mocha-runner", "./scripts/mutation/ignore.js"],
  ignorers: ["phrases"],
  testRunner: "mocha",
  checkerNodeArgs: findCjs,
  testRunnerNodeArgs: ["--import", "tsx/esm", ...findCjs],
  mochaOptions: {
    extension: ["ts"],
    spec: (named.length > 0 ? named : layers).map(
      (layer) => `test/${layer}/*.test.ts`,
    ),
    ignore: [
      // Its registry clients are processes of their own, in which nothing is mutated.
      "test/registry/environment.test.ts",
      // 8 s in all
      "test/registry/huge.test.ts",
      // It takes the time of long messages, 8 s in all.
      "test/diagnose/linear.test.ts",
      // Their messages are random: what they kill today may survive tomorrow. 4 s in all.
      "test/diagnose/generated*.test.ts",
    ],
  },
  coverageAnalysis: "perTest",
  // A mutant in a table loads all tests anew: on a busy machine, that is not yet without end.
  timeoutMS: 15_000,
  concurrency: 2,
  ignorePatterns: ["/dist", "/coverage", "/docs", "/test/cluster"],
  reporters: ["progress-append-only", "clear-text", "json", "html"],
  clearTextReporter: { reportTests: false, allowColor: false },
  incremental: true,
  incrementalFile: "reports/mutation/incremental.json",
  thresholds: { high: 95, low: 85, break: 85 },
};
