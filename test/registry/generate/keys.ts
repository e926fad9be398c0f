import fc from "fast-check";
import { mutated, noise, repositories, someHost } from "./parts.js";

/** A host with stars for some of its letters or labels. */
const globs = fc
  .tuple(
    someHost,
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 })), {
      minLength: 1,
      maxLength: 3,
    }),
    fc.boolean(),
  )
  .map(([host, stars, wholeLabels]) =>
    stars.reduce((current, [at, cut]) => {
      if (wholeLabels) {
        const labels = current.split(".");
        labels[at % labels.length] = "*";
        return labels.join(".");
      }
      const index = at % (current.length + 1);
      return `${current.slice(0, index)}*${current.slice(index + cut)}`;
    }, host),
  );

const zones = noise.map((zone) => `[fe80::1%25${zone}]:5000`);

const addresses = fc
  .record({
    scheme: fc.constantFrom(
      "",
      "",
      "",
      "",
      "",
      "",
      "https://",
      "https://",
      "http://",
      "HTTPS://",
      "//",
      "ftp://",
    ),
    user: fc.constantFrom(
      ...Array<string>(20).fill(""),
      "u@",
      "u:p@",
      "é@",
      "a%zz@",
      "a%41@",
    ),
    host: fc.oneof(
      { weight: 5, arbitrary: someHost },
      { weight: 3, arbitrary: globs },
      { weight: 1, arbitrary: zones },
    ),
    path: fc.oneof(
      { weight: 6, arbitrary: fc.constant("") },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "/",
          "/v1/",
          "/v2/",
          "/v1",
          "/v2",
          "/v1/acme",
          "/v2/acme/web",
          "/v1/v2/acme",
        ),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          ...repositories.map((repository) => `/${repository}`),
          "/acme/",
          "/acme/we",
          "/a",
          "/acme/web/",
        ),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "?x",
          "#f",
          "#%zz",
          "/%61cme",
          "/%2561cme",
          "/%25zz",
          "/%zz",
          "/%00",
          "/%ff",
          "/acme?x=%zz",
          "/%3Facme",
          "//acme",
          "/acme%2Fweb",
        ),
      },
    ),
  })
  .map(({ scheme, user, host, path }) => `${scheme}${user}${host}${path}`);

/** Keys of a docker config. */
export const keys = fc.oneof(
  { weight: 12, arbitrary: addresses },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "https://index.docker.io/v1/",
      "index.docker.io",
      "docker.io",
      "index.docker.io/v1/",
      "https://index.docker.io/v2/",
    ),
  },
  { weight: 2, arbitrary: mutated(addresses) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      noise,
      fc.constantFrom(
        "",
        "__proto__",
        "constructor",
        "*",
        "*.*",
        "*.*.*",
        "[::1%2525A-Z]",
        "[::1%2525A-]",
        "[A::a]*",
        "[A::A%2525]",
        "docker.io?\u0001",
        "docker.i%6f",
      ),
    ),
  },
);
