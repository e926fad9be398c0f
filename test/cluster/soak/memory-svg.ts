import type { MemoryRun } from "./memory.js";

const size = { width: 720, height: 320 };
const plot = { left: 64, right: 150, top: 40, bottom: 48 };

/** The colours have enough contrast on the panel, which has a border of its own: light and dark pages may surround it. */
const style = `
  text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #e6edf3; }
  .axis { fill: #9198a1; } .grid { stroke: #3d444d; } polyline { fill: none; stroke-width: 2; }
  .patched { stroke: #7ee787; } .unpatched { stroke: #79c0ff; stroke-dasharray: 6 4; }
  text.patched { fill: #7ee787; stroke: none; } text.unpatched { fill: #79c0ff; stroke: none; }
`;

/** A picture of the heap of both processes, from deploy to deploy. */
export function memorySvg(run: MemoryRun): string {
  const series = (["unpatched", "patched"] as const).map((name) => ({
    name,
    values: run[name].map(({ heapUsed }) => heapUsed / 2 ** 20),
  }));
  const last = Math.max(1, ...series.map(({ values }) => values.length - 1));
  const highest = Math.max(50, ...series.flatMap(({ values }) => values));
  const step = niceStep(highest / 5);
  const top = Math.ceil(highest / step) * step;
  const x = (deploy: number) =>
    plot.left + (deploy / last) * (size.width - plot.left - plot.right);
  const y = (mib: number) =>
    size.height -
    plot.bottom -
    (mib / top) * (size.height - plot.top - plot.bottom);
  const ticks = Array.from({ length: top / step + 1 }, (_, i) => i * step);
  const deploys = niceStep(last / 6);
  const marks = Array.from(
    { length: Math.floor((last + 1) / deploys) },
    (_, i) => (i + 1) * deploys,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img">`,
    "<title>The heap of one Garden process after each of its deploys, patched and unpatched</title>",
    `<style>${style}</style>`,
    `<rect x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="8" fill="#161b22" stroke="#3d444d"/>`,
    `<text x="${plot.left}" y="24">Heap after garbage collection, MiB</text>`,
    ...ticks.flatMap((tick) => [
      `<line class="grid" x1="${plot.left}" x2="${size.width - plot.right}" y1="${round(y(tick))}" y2="${round(y(tick))}"/>`,
      `<text class="axis" x="${plot.left - 8}" y="${round(y(tick) + 4)}" text-anchor="end">${tick}</text>`,
    ]),
    ...marks.map(
      (mark) =>
        `<text class="axis" x="${round(x(mark - 1))}" y="${size.height - plot.bottom + 18}" text-anchor="middle">${mark}</text>`,
    ),
    `<text class="axis" x="${round(x(last / 2))}" y="${size.height - 12}" text-anchor="middle">deploys of one process</text>`,
    ...series.map(
      ({ name, values }) =>
        `<polyline class="${name}" points="${values.map((value, i) => `${round(x(i))},${round(y(value))}`).join(" ")}"/>`,
    ),
    ...labels(series, y).map(
      ({ name, text, at }) =>
        `<text class="${name}" x="${size.width - plot.right + 10}" y="${round(at)}">${text}</text>`,
    ),
    "</svg>",
    "",
  ].join("\n");
}

/** The names of the lines at their ends, not on top of one another. */
function labels(
  series: readonly { name: string; values: readonly number[] }[],
  y: (mib: number) => number,
) {
  const ends = series
    .map(({ name, values }) => ({ name, mib: values.at(-1) ?? 0 }))
    .sort((a, b) => b.mib - a.mib);
  let above = -Infinity;
  return ends.map(({ name, mib }) => {
    const at = Math.max(y(mib) + 4, above + 16);
    above = at;
    return { name, text: `${name}, ${mib.toFixed(0)} MiB`, at };
  });
}

/** 1, 2 or 5 times a power of ten, and at least 1. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  return (
    [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? power * 10
  );
}

function round(value: number): string {
  return value.toFixed(1);
}
