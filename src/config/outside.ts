const unread = "<text from outside>";

/** A text that came from outside: from a cluster, a registry, a file, a helper. It is no string, so that TypeScript and ESLint
 *  refuse to print it, or to put it into a sentence, as it is: `printable` and `redact` make a string of it that may be
 *  printed, and parsers read it. */
export class Outside {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return unread;
  }

  toJSON(): string {
    return unread;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return unread;
  }

  static readonly textOf = (outside: Outside): string => outside.#text;
}

export function fromOutside(text: string): Outside {
  return new Outside(text);
}

/** The text as it came, for parsers and for what cleans it. Who calls it stands in test/config/sealed.test.ts. */
export const { textOf } = Outside;
