/** A sentence that has no structure to be read from, by what it says. */
export interface Phrases {
  /** One of these stands in the message, in lower case; a line break is its end. */
  readonly says: readonly string[];
  /** And one of these. */
  readonly with?: readonly string[];
  /** Which programs print it. */
  readonly source: string;
}
