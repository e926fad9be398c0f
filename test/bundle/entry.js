/** Where the bundle starts: npm Garden's command line, as the official binary runs it, without its extra plugins. */
import { setTimeout } from "node:timers/promises";
import { GardenCli } from "@garden-io/core/build/src/cli/cli.js";
import { GlobalConfigStore } from "@garden-io/core/build/src/config-store/global.js";
import { getOtelSDK } from "@garden-io/core/build/src/util/open-telemetry/tracing.js";
import { withContextFromEnv } from "@garden-io/core/build/src/util/open-telemetry/propagation.js";
import { shutdown } from "@garden-io/core/build/src/util/util.js";

async function main() {
  const cli = new GardenCli({ plugins: [], initLogger: true });
  const args = process.argv.slice(2);
  let code = 1;
  try {
    ({ code } = await withContextFromEnv(() =>
      cli.run({ args, exitOnError: true }),
    ));
  } finally {
    const { processRecord } = cli;
    if (processRecord) {
      const store = new GlobalConfigStore();
      await store.delete("activeProcesses", String(processRecord.pid));
    }
    await endTracing();
    await shutdown(code);
  }
}

/** What was traced before Garden failed has nowhere to go, and would be waited for. */
async function endTracing() {
  try {
    await Promise.race([getOtelSDK().shutdown(), setTimeout(3000)]);
  } catch (error) {
    console.log(error);
  }
}

getOtelSDK();
// Plugins are imported while this runs: a top-level await would wait for itself.
void main();
