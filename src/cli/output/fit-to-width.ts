import { stripVTControlCharacters as plain } from "node:util";
import { lineWidth } from "./line-width.js";

/** Cells that fit a terminal when each is wrapped at its column's width; without widths they fit as they are. */
interface FittedRows {
  readonly cells: string[][];
  readonly widths: readonly number[] | null;
}

/** Makes rows fit into `columns`, with a gap of so many blanks between two cells: digests are shortened, the widest
 *  columns narrowed, and words that are longer than their column broken. Infinity leaves all as it is. */
export function fitToWidth(
  rows: readonly (readonly string[])[],
  columns: number,
  gap: number,
): FittedRows {
  if (columns === Infinity)
    return { cells: rows.map((row) => [...row]), widths: null };
  const cells = rows.map((row) => row.map(shortenDigests));
  const natural = naturalWidths(cells);
  const available = columns - gap * (natural.length - 1);
  if (sum(natural) <= available) return { cells, widths: null };
  const widths = share(natural, available);
  return {
    cells: cells.map((row) =>
      row.map((cell, column) => breakWords(cell, widths[column] ?? 1)),
    ),
    widths,
  };
}

/** Twelve characters, as docker and git show: enough to tell one image from another. */
function shortenDigests(cell: string): string {
  return cell.replaceAll(/\b(sha(?:256|512):[0-9a-f]{12})[0-9a-f]+/g, "$1");
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
}

function widthOf(cell: string): number {
  const lines = cell.split("\n");
  return lines.reduce((widest, line) => Math.max(widest, lineWidth(line)), 0);
}

/** What one character may need. */
const narrowest = 2;

/** Columns that need less than an equal share keep their width, the others share the rest. */
function share(natural: readonly number[], available: number): number[] {
  const widths = [...natural];
  let rest = available;
  const narrowestFirst = [...natural.entries()].sort(
    ([, one], [, other]) => one - other,
  );
  for (const [index, [column, width]] of narrowestFirst.entries()) {
    const fair = Math.floor(rest / (natural.length - index));
    widths[column] = Math.min(width, Math.max(narrowest, fair));
    rest -= widths[column];
  }
  return widths;
}

/** A table is wrapped between words, where it takes any blank for one column; what is longer than a line would be cut
 *  off. */
function breakWords(cell: string, width: number): string {
  return cell
    .replaceAll("\u3000", "  ")
    .replaceAll(/\S+/g, (word) => breakWord(word, width));
}

/** A character, with its marks and the colour codes around it; a flag is two. */
const character =
  /(?:\u001b\[[\d;]*m)*(?:\p{RI}{2}|[^\u001b])\p{M}*(?:\u001b\[[\d;]*m)*/gu;

/** Signs behind which a name is broken, the best first. */
const ends = [/[/@,]/, /[:=]/, /[.-]/];

function breakWord(word: string, width: number): string {
  if (lineWidth(word) <= width) return word;
  const characters = word.match(character) ?? [];
  const lines: string[] = [];
  let start = 0;
  while (start < characters.length) {
    const line = firstThatFit(characters, start, width);
    const isLast = start + line.length === characters.length;
    const [end = line.length] = isLast ? [] : endsIn(line);
    lines.push(line.slice(0, end).join(""));
    start += end;
  }
  return lines.join("\n");
}

/** Where the line is best broken, the best first. */
function endsIn(line: readonly string[]): number[] {
  return ends
    .map((sign) => line.findLastIndex((each) => sign.test(plain(each))) + 1)
    .filter((found) => found > 0);
}

/** Those from `start` on that fit, one at least. */
function firstThatFit(
  characters: readonly string[],
  start: number,
  width: number,
): string[] {
  let end = start;
  let columns = 0;
  for (const each of characters.slice(start, start + width + 1)) {
    columns += lineWidth(each);
    if (columns > width && end > start) break;
    end += 1;
  }
  return characters.slice(start, end);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
