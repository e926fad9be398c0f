import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { answer, inOrder } from "../test/registry/answer.js";
import { cases } from "../test/registry/generate/cases.js";
import { startKubelet } from "../test/registry/kubelet/program.js";

/** Compares the matching with the kubelet's own, on generated Secrets and images: how many, and the seed to repeat a
 *  run with, may be given. Prints a smallest case where the two disagree. It needs Go. */
const [runs = "150000", seed = String(Date.now() % 2 ** 31)] =
  process.argv.slice(2);
const kubelet = await startKubelet();
const counts = { pulled: 0, anonymous: 0, image: 0, secrets: 0 };
const started = Date.now();
const result = await fc.check(
  fc.asyncProperty(cases, async ({ secrets, image }) => {
    const [theirs] = await kubelet.ask(secrets, [image]);
    if (theirs === undefined) throw new Error("the kubelet gave no answer");
    const { answer: ours, groups } = answer(secrets, image);
    counts[
      theirs.failed ?? (theirs.attempts.length > 0 ? "pulled" : "anonymous")
    ]++;
    const [one, other] = [inOrder(ours, groups), inOrder(theirs, groups)];
    if (!isDeepStrictEqual(one, other))
      throw new Error(JSON.stringify({ ours: one, kubelet: other }, null, 2));
  }),
  { numRuns: Number(runs), seed: Number(seed) },
);
kubelet.stop();

const seconds = ((Date.now() - started) / 1000).toFixed(0);
console.log(
  `${new Date().toISOString().slice(0, 10)}, seed ${result.seed}: ${result.numRuns} Secrets and images in ${seconds} s\n` +
    `${counts.pulled} with credentials, ${counts.anonymous} without, ${counts.secrets} where a Secret fails the pull, ` +
    `${counts.image} where the image's name does`,
);
if (result.failed) {
  for (const { image, secrets } of result.counterexample ?? [])
    console.log(JSON.stringify({ image, secrets }, null, 2));
  console.log(String(result.errorInstance));
  process.exitCode = 1;
} else {
  console.log("All answers agree with the kubelet's.");
}
