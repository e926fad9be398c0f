import { startCluster, type Cluster } from "../cluster.js";

let running: Cluster | undefined;

/** The cluster that all suites share; each works in namespaces of its own. */
export function cluster(): Cluster {
  if (!running) throw new Error("the cluster has not been started yet");
  return running;
}

export const mochaHooks = {
  async beforeAll(this: Mocha.Context): Promise<void> {
    this.timeout(1_800_000);
    running = await startCluster({
      bridge: `gardensuite${String(process.pid % 1000)}`,
      subnet: `10.${String(100 + (process.pid % 100))}`,
      say: (line) => void process.stderr.write(`  ${line}\n`),
    });
  },
  async afterAll(): Promise<void> {
    await running?.stop();
  },
};
