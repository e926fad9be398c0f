import { stripVTControlCharacters } from "node:util";

/** A stretch of text of one look. */
interface Run {
  readonly text: string;
  readonly column: number;
  readonly styles: readonly string[];
}

/** The ANSI codes that picocolors writes, as CSS classes; null ends one of a kind. */
const classes: Readonly<Record<string, string | null>> = {
  "1": "bold",
  "2": "dim",
  "22": null,
  "31": "red",
  "32": "green",
  "33": "yellow",
  "36": "cyan",
  "39": null,
};

const cell = { width: 7.8, height: 18 };
const padding = 20;

/** The colours have enough contrast on the panel, which has a border of its own: light and dark pages may surround it. */
const style = `
  text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #e6edf3; white-space: pre; }
  .bold { font-weight: 600; } .dim { fill: #9198a1; } .red { fill: #ff7b72; } .green { fill: #7ee787; } .cyan { fill: #79c0ff; } .yellow { fill: #e3b341; }
`;

/** A picture of a terminal with this output: text stays text, and each stretch is held to its columns whatever the
 *  font. */
export function terminalSvg(output: string, title: string): string {
  const lines = output.trimEnd().split("\n");
  const columns = Math.max(
    ...lines.map((line) => stripVTControlCharacters(line).length),
  );
  const width = Math.ceil(columns * cell.width + 2 * padding);
  const height = lines.length * cell.height + 2 * padding;
  const texts = lines.flatMap((line, row) =>
    runsOf(line).map((run) => textOf(run, row)),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#161b22" stroke="#3d444d"/>`,
    ...texts,
    "</svg>",
    "",
  ].join("\n");
}

function runsOf(line: string): Run[] {
  const runs: Run[] = [];
  const styles = new Set<string>();
  let column = 0;
  for (const part of line.split(/(\x1b\[\d+m|\s{2,})/)) {
    const code = /^\x1b\[(\d+)m$/.exec(part)?.[1];
    if (code !== undefined) {
      applyCode(styles, code);
      continue;
    }
    const text = part.trim();
    const indent = part.indexOf(text);
    if (text !== "")
      runs.push({ text, column: column + indent, styles: [...styles] });
    column += part.length;
  }
  return runs;
}

function applyCode(styles: Set<string>, code: string): void {
  const name = classes[code];
  if (name === undefined) throw new Error(`no class for the ANSI code ${code}`);
  if (name !== null) styles.add(name);
  else
    for (const old of code === "22"
      ? ["bold", "dim"]
      : ["red", "green", "yellow", "cyan"])
      styles.delete(old);
}

function textOf({ text, column, styles }: Run, row: number): string {
  const x = (padding + column * cell.width).toFixed(1);
  const y = padding + row * cell.height + 13;
  const length = (text.length * cell.width).toFixed(1);
  const looks = styles.length === 0 ? "" : ` class="${styles.join(" ")}"`;
  return `<text x="${x}" y="${y}" textLength="${length}"${looks}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
