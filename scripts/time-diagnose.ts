/** `npm run bench:diagnose`: how long the worst messages take, of 256 KiB, twice and four times that. Where the time grows
 *  with the length, the last is about four times the first. */
import {
  message,
  milliseconds,
  worstCases,
} from "../test/diagnose/worst-cases.js";

const lengths = [256, 512, 1024].map((kibibytes) => kibibytes * 1024);

const measured = worstCases
  .map((worst) => {
    const times = lengths.map((length) =>
      milliseconds(message(worst, length), 4),
    );
    return {
      title: worst.title,
      times,
      ratio: (times[2] ?? 0) / (times[0] ?? 1),
    };
  })
  .sort((a, b) => (b.times[2] ?? 0) - (a.times[2] ?? 0));

const column = (value: number) => value.toFixed(1).padStart(8);
console.log(
  `${String(measured.length)} messages, in ms of processor time; the slowest:`,
);
console.log(" 256 KiB 512 KiB   1 MiB   ratio");
for (const { title, times, ratio } of measured.slice(0, 15))
  console.log([...times, ratio].map(column).join("") + `  ${title}`);
const steepest = measured
  .filter(({ times }) => (times[2] ?? 0) > 20)
  .reduce((a, b) => (b.ratio > a.ratio ? b : a));
console.log(
  `Largest ratio over 20 ms: ${steepest.ratio.toFixed(1)}, ${steepest.title}`,
);
