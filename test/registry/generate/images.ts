import fc from "fast-check";
import { mostly, mutated, repositories, someHost } from "./parts.js";

const digits = "0123456789abcdef";
const suffixes = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.constantFrom(
      "",
      "",
      ":latest",
      ":1.0",
      `@sha256:${digits.repeat(4)}`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ":latest",
      ":1.0",
      ":_",
      ":-",
      ":",
      `:${"x".repeat(129)}`,
      ":1/2",
      ":A",
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom("", ":1.0"),
        fc.constantFrom(
          "sha256",
          "sha384",
          "sha512",
          "md5",
          "SHA256",
          "sha256+b",
        ),
        fc.constantFrom(31, 32, 63, 64, 65, 96, 128),
        fc.constantFrom("", "A", "@"),
      )
      .map(
        ([tag, algorithm, length, more]) =>
          `${tag}@${algorithm}:${digits.repeat(8).slice(0, length - more.length)}${more}`,
      ),
  },
);
const wellMeant = fc
  .record({
    host: fc.oneof(
      { weight: 4, arbitrary: fc.constant("") },
      { weight: 16, arbitrary: someHost.map((host) => `${host}/`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "a_b.c/",
          "a-b.c/",
          "a..b/",
          "é.io/",
          "FOO/",
          "a:b/",
          "a:5:6/",
          "acme/",
          "::1/",
          "localhost/localhost/",
          "-a.b/",
        ),
      },
    ),
    repository: fc.oneof(
      { weight: 20, arbitrary: fc.constantFrom(...repositories) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          "Nginx",
          "a__b",
          "a___b",
          "a--b",
          "a.b",
          "a..b",
          "a/",
          "/a",
          "_a",
          "",
          digits.repeat(4),
          "x".repeat(256),
          `${"x".repeat(127)}/${"y".repeat(127)}`,
        ),
      },
    ),
    suffix: suffixes,
  })
  .map(({ host, repository, suffix }) => `${host}${repository}${suffix}`);

/** References of images. */
export const images = mostly(wellMeant, mutated(wellMeant), 15);
