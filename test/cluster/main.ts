import { startCluster, type Cluster } from "./cluster.js";
import { whatIsMissing, whatWillChange } from "./machine-changes.js";

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
say(`  started in ${Math.round((Date.now() - started) / 1000)} s\n`);
process.stdout.write(usage(cluster));
say("Ctrl-C ends it.");
process.on("exit", () => say("\nThe cluster is gone."));
// The registries listen in this process and keep it alive until a signal ends it, and the cluster with it.

function usage({ kubeconfig, binaries, hub, credentials }: Cluster): string {
  return `# Look around
export KUBECONFIG=${kubeconfig}
alias kubectl=${binaries.kubectl}
kubectl get nodes

# Docker Hub: the account that may pull from its private repositories (acme/web, acme/db)
kubectl create secret docker-registry regcred --docker-server=https://index.docker.io/v1/ \\
  --docker-username=${credentials.user} --docker-password=${credentials.password}

# Docker Hub: what was pulled, by whom, and how much is left
curl ${hub.url}/_control
curl ${hub.url}/_control/log

# Docker Hub: use up the anonymous limit, and go back to the beginning
curl -X PUT ${hub.url}/_control/anonymous-limit/0
curl -X POST ${hub.url}/_control/reset
`;
}
