import Table from "cli-table3";
import { onStdout as pc } from "./colors.js";
import { columnsOf } from "./columns.js";
import { fitToWidth } from "./fit-to-width.js";
import { lineWidth } from "./line-width.js";

type Row = readonly string[];

/** Blanks between two cells. */
const gap = 2;

/** Lays out rows below their headings, without lines; a cell may hold several lines. On a terminal, which has so many
 *  columns, cells are wrapped and digests shortened; elsewhere nothing is. */
export function renderTable(
  headings: Row,
  rows: readonly Row[],
  columns = columnsOf(process.stdout),
): string {
  const head = headings.map((heading) => pc.bold(heading.toUpperCase()));
  return renderRows([head, ...rows], columns);
}

/** The same without headings. */
export function renderRows(rows: readonly Row[], columns: number): string {
  const { cells, widths } = fitToWidth(rows, columns, gap);
  const table = new Table({
    style: { border: [], "padding-left": 0, "padding-right": gap },
    chars: noLines,
    wordWrap: true,
    colWidths: widths?.map((width) => width + gap) ?? [],
  });
  table.push(...cells.flatMap((row) => lineByLine(row, widths)));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** More than a cell has but for a message. cli-table3's time grows with the cube of a cell's lines. */
const manyLines = 50;

/** The row itself, or where one cell has many lines, and the others need one, a row for each of them. Colours of such a
 *  cell are to end with each line. */
function lineByLine(row: Row, widths: readonly number[] | null): string[][] {
  const others = row.filter((cell) => !cell.includes("\n"));
  const column = row.findIndex((cell) => cell.includes("\n"));
  const isShort = row.every(
    (cell, index) =>
      index === column || lineWidth(cell) <= (widths?.[index] ?? Infinity),
  );
  const lines = (row[column] ?? "").split("\n");
  if (lines.length < manyLines || others.length < row.length - 1 || !isShort)
    return [[...row]];
  return lines.map((line, number) =>
    row.map((cell, index) =>
      index === column ? line : number === 0 ? cell : "",
    ),
  );
}

const noLines = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid"]
    .flatMap((edge) => [edge, `${edge}-left`, `${edge}-mid`, `${edge}-right`])
    .concat("middle")
    .map((name) => [name, ""]),
);
