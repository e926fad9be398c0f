/** A piece of a decoded text, and what is put in its place. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}
