import fc from "fast-check";

/** Stands for a character that ends too early: the bytes take its place at the end. */
export const cutOff = "\uE000";

/** JSON of a text, sometimes with escapes that nobody needs. */
export function jsonText(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.nat({ max: 9 }))
    .map(([value, style]) =>
      style > 0
        ? JSON.stringify(value)
        : `"${Array.from({ length: value.length }, (_, index) => `\\u${value.charCodeAt(index).toString(16).padStart(4, "0")}`).join("")}"`,
    );
}

export const oddValues = fc.constantFrom(
  "null",
  "null",
  "5",
  "-1.5e3",
  "true",
  "[]",
  "{}",
  '["x"]',
  '{"a":[{}]}',
  '""',
  '"\\ud800"',
  '"\\ud83d\\ude00"',
  '"\\u0000"',
);

export function fieldNames(name: string): fc.Arbitrary<string> {
  const odd = [
    name.toUpperCase(),
    name.replace("s", "\u017F"),
    name.replace("u", "\\u0075"),
    `${name} `,
    name.slice(1),
    name.replace("a", "á"),
    `${name}\u0000`,
  ];
  return fc
    .oneof(
      { weight: 20, arbitrary: fc.constant(name) },
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
    )
    .map((chosen) =>
      chosen.includes("\\u") ? `"${chosen}"` : JSON.stringify(chosen),
    );
}

export function member(
  name: fc.Arbitrary<string>,
  value: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const space = fc.constantFrom("", "", "", "", " ", "\n\t", "\r ");
  return fc
    .tuple(name, space, space, value, space)
    .map(
      ([key, one, two, text, three]) => `${one}${key}${two}:${text}${three}`,
    );
}

export function object(
  members: fc.Arbitrary<string>,
  maxLength: number,
): fc.Arbitrary<string> {
  return fc.array(members, { maxLength }).map((list) => `{${list.join(",")}}`);
}
