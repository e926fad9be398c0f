const stars = "***";

/** A secret that can't be printed: whatever makes a text of it, JSON and Node's own view of objects among it, gets stars. */
export class Hidden {
  readonly #content: Buffer;

  constructor(content: Buffer) {
    this.#content = content;
  }

  get isEmpty(): boolean {
    return this.#content.length === 0;
  }

  toString(): string {
    return stars;
  }

  toJSON(): string {
    return stars;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return stars;
  }

  static readonly reveal = (hidden: Hidden): Buffer => hidden.#content;
}

export function hide(content: Buffer | string): Hidden {
  return new Hidden(Buffer.from(content));
}

/** What is hidden. Who calls it stands in test/config/sealed.test.ts, with what for. */
export const { reveal } = Hidden;
