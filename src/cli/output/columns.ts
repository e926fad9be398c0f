/** How many columns a stream's lines may have: a terminal's width, else no limit. Some terminals don't know theirs (0). */
export function columnsOf(stream: {
  readonly isTTY?: boolean;
  readonly columns?: number;
}): number {
  return (stream.isTTY && stream.columns) || Infinity;
}
