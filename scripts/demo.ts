/** `npm start`: what Garden creates for the example, without the patch and with it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onStdout, wantsColors } from "../src/cli/output/colors.js";
import { copyExample } from "./example-copy.js";

const cli = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const core = fileURLToPath(
  new URL("../node_modules/@garden-io/core", import.meta.url),
);

console.log(
  `${onStdout.bold("examples/shop")} names two imagePullSecrets in its provider config: dockerhub and shop-registry.\n` +
    "These are the workloads that Garden can create with it, and the Secrets that their pods pull with:\n",
);
const { project, home, remove } = copyExample("shop");
try {
  const { status, stderr } = spawnSync(
    process.execPath,
    [cli, "manifests", project, "--garden", core, "--all", "--diff"],
    {
      encoding: "utf8",
      // Its table fits the terminal, if there is one.
      stdio: ["ignore", "inherit", "pipe"],
      env: {
        ...process.env,
        HOME: home,
        GARDEN_DISABLE_ANALYTICS: "true",
        GARDEN_DISABLE_VERSION_CHECK: "true",
        ...(wantsColors(process.stdout) && { FORCE_COLOR: "1" }),
      },
    },
  );
  if (status !== 0) process.stderr.write(stderr);
  process.exitCode = status ?? 1;
} finally {
  remove();
}
if (process.exitCode === 0) {
  console.log(
    `\nNext: see it for your own project, without a cluster: ${onStdout.cyan("npx garden-pull-secrets manifests <folder> --diff")}`,
  );
}
