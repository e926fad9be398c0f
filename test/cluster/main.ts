import { parseArgs } from "node:util";
import { startCluster } from "./cluster.js";
import { whatIsMissing, whatWillChange } from "./machine-changes.js";
import { preparePlayground } from "./playground.js";

/** `npm run cluster`: a cluster to play with, until Ctrl-C, and npm Garden; or `-- --garden <binary or folder>`. */

const { values } = parseArgs({ options: { garden: { type: "string" } } });
const say = (line: string) => void process.stderr.write(`${line}\n`);

const missing = whatIsMissing();
if (missing.length > 0) {
  missing.forEach(say);
  process.exit(1);
}
say(whatWillChange());
say("");
const started = Date.now();
const cluster = await startCluster({ say: (line) => say(`  ${line}`) });
const { activate, example } = await preparePlayground(cluster, values.garden);
say(`  started in ${Math.round((Date.now() - started) / 1000)} s\n`);
process.stdout.write(`# In another terminal:
. ${activate}

# You are in a copy of examples/${example}, ready to deploy. There are:
garden deploy                                    # Garden as it is
garden-pull-secrets run -- deploy                # Garden with the patch
kubectl get pods --namespace shop-dev            # the cluster
hub                                              # Docker Hub: pulls used and allowed
hub limit 0                                      # Docker Hub: no anonymous pull is left
hub log                                          # Docker Hub: who pulled what
hub reset                                        # Docker Hub: as at the beginning
`);
say("\nCtrl-C ends it.");
process.on("exit", () => say("\nThe cluster is gone."));
// The registries listen in this process and keep it alive until a signal ends it, and the cluster with it.
