import type { V1Secret } from "@kubernetes/client-node";
import fc from "fast-check";
import { configs, documents } from "./docker-configs.js";
import { images } from "./images.js";
import { cutOff } from "./json.js";

/** Secrets and an image: what matching is compared with the kubelet's for. Much of it is odd on purpose. */
export interface Case {
  readonly secrets: readonly V1Secret[];
  readonly image: string;
}

function bytesOf(text: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const usual = text.map((json) =>
    Buffer.from(
      Buffer.from(json)
        .toString("latin1")
        .replaceAll(Buffer.from(cutOff).toString("latin1"), "\xe2\x82"),
      "latin1",
    ),
  );
  const odd = fc
    .tuple(
      text,
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom(
        [0xff],
        [0xe2, 0x82],
        [0xed, 0xa0, 0x80],
        [0xf0, 0x9f, 0x98],
        [0xef, 0xbf, 0xbd],
        [0x00],
        [0x22],
        [0x5c],
        [0x7d],
        [0x2c],
        [],
      ),
    )
    .map(([json, at, cut, put]) => {
      const bytes = Buffer.from(json);
      const index = at % (bytes.length + 1);
      return Buffer.concat([
        bytes.subarray(0, index),
        Buffer.from(put),
        bytes.subarray(index + cut),
      ]);
    });
  const framed = fc
    .tuple(
      text,
      fc.constantFrom("", " ", "\uFEFF", "\n"),
      fc.constantFrom(" ", "x", "{}", "\u0000", "\n", ","),
    )
    .map(([json, before, after]) => Buffer.from(`${before}${json}${after}`));
  return fc.oneof(
    { weight: 60, arbitrary: usual },
    { weight: 2, arbitrary: odd },
    { weight: 1, arbitrary: framed },
    { weight: 1, arbitrary: fc.constant(Buffer.from("")) },
  );
}

const secrets = fc.oneof(
  {
    weight: 8,
    arbitrary: bytesOf(documents).map(
      (bytes) =>
        ["kubernetes.io/dockerconfigjson", ".dockerconfigjson", bytes] as const,
    ),
  },
  {
    weight: 3,
    arbitrary: bytesOf(configs).map(
      (bytes) => ["kubernetes.io/dockercfg", ".dockercfg", bytes] as const,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom(
        "kubernetes.io/dockercfg",
        "kubernetes.io/dockerconfigjson",
        "Opaque",
        "",
      ),
      fc.constantFrom(
        ".dockercfg",
        ".dockerconfigjson",
        "dockerconfigjson",
        "__proto__",
      ),
      bytesOf(fc.oneof(configs, documents)),
    ),
  },
);

export const cases: fc.Arbitrary<Case> = fc
  .record({
    secrets: fc.array(secrets, { maxLength: 3 }),
    image: images,
  })
  .map(({ secrets, image }) => ({
    image,
    secrets: secrets.map(([type, key, bytes], index) => ({
      type,
      metadata: { name: `s${index}` },
      data: Object.fromEntries([[key, bytes.toString("base64")]]),
    })),
  }));
