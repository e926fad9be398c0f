import fc from "fast-check";

const hosts = [
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.example.com",
  "registry.example.com:5000",
  "eu.registry.example.com",
  "123.dkr.ecr.us-east-1.amazonaws.com",
  "localhost",
  "localhost:5000",
  "10.0.0.1:5000",
  "10.0.0.1",
  "[::1]:5000",
  "[::1]",
  "[2001:db8::1]:443",
  "[a::A]",
  "A",
  "1",
  "gcr.io",
];
/** Few of them most of the time: else next to nothing would match. */
export const someHost = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      "docker.io",
      "registry.example.com",
      "[::1]:5000",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...hosts) },
);
export const repositories = [
  "nginx",
  "library/nginx",
  "acme/web",
  "acme/webshop",
  "acme",
  "v1/web",
  "v2/acme/web",
  "a/b/c",
];

/** Short strings of the signs that mean something somewhere. */
export const noise = fc.string({
  unit: fc.constantFrom(..."abzA19.*[]:-/%25?#@^\\_ é\u0000\u{1F600}"),
  maxLength: 12,
});

/** The text with a few signs put in, replaced or taken out. */
export function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat(),
    fc.nat({ max: 2 }),
    noise.map((more) => more.slice(0, 2)),
  );
  return fc
    .tuple(text, fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([start, changes]) =>
      changes.reduce((current, [at, cut, put]) => {
        const index = at % (current.length + 1);
        return current.slice(0, index) + put + current.slice(index + cut);
      }, start),
    );
}

export function mostly<T>(
  usual: fc.Arbitrary<T>,
  odd: fc.Arbitrary<T>,
  weight: number,
): fc.Arbitrary<T> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd });
}
