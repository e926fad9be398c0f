/** `npm run bench:diagnose`: how long the slowest of the worst messages take, of 1 MiB, twice and four times that. */
import {
  message,
  milliseconds,
  worstCases,
} from "../test/diagnose/worst-cases.js";

const mebibyte = 1024 * 1024;

const slowest = worstCases
  .map((worst) => ({
    worst,
    time: milliseconds(message(worst, mebibyte / 4), 2),
  }))
  .sort((a, b) => b.time - a.time)
  .slice(0, 15);

console.log(
  `The slowest of ${String(worstCases.length)} messages, in ms of processor time:`,
);
console.log("   1 MiB   2 MiB   4 MiB   4 : 1");
for (const { worst } of slowest) {
  const times = [1, 2, 4].map((times) =>
    milliseconds(message(worst, times * mebibyte), 3),
  );
  const ratio = (times[2] ?? 0) / (times[0] ?? 1);
  const columns = [...times, ratio].map((value) =>
    value.toFixed(1).padStart(8),
  );
  console.log(`${columns.join("")}  ${worst.title}`);
}
