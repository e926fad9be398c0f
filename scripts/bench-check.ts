/** `npm run bench:check`: what `check` asks of registries of three kinds, for 200 images and 20 Secrets with two logins. */
import { renderTable } from "../src/cli/output/table.js";
import { startCluster } from "../test/cluster/cluster.js";
import { measureCheck } from "../test/cluster/measure-check.js";

const cluster = await startCluster({
  say: (line) => void process.stderr.write(`${line}\n`),
});
try {
  const counts = { images: 200, secrets: 20 };
  const { requests, seconds } = await measureCheck(cluster, counts);
  const headings = ["images", "Secrets", "token", "TLS", "Basic", "seconds"];
  const row = [
    ...[counts.images, counts.secrets],
    ...[requests.token, requests.tls, requests.basic],
  ].map(String);
  process.stdout.write(
    `${renderTable(headings, [[...row, seconds.toFixed(1)]])}\n`,
  );
} finally {
  await cluster.stop();
}
