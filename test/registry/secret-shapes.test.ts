import { expect } from "chai";
import { wordliness } from "../../src/registry/redact/letter-pairs.js";
import {
  looksSecret,
  secretParts,
} from "../../src/registry/redact/secret-shapes.js";

/** What looks like a secret as a whole. */
const secrets = [
  // by what they begin with
  "dckr_pat_01234567",
  "ghp_12345678",
  "eyJhbGciOiJ",
  "eyJhbGci/OiJIUzI1",
  // base64 of a text, of any kind
  "Ym9iOmh1bnRlcjI=",
  "Ym9iOmh1bnRlcjI",
  "Ym9iOmh1bnRlcg==",
  "YXBpIH4gdGVhbX4gfn4",
  "ICAgICAgICAgICA",
  "Pz8/Pz8/Pz8/",
  // base64 of bytes, a slash in it
  "Xk9+fQ/w2Lr7TzVb",
  "Xk9fQw2/Lr7TzVbQ",
  "Xk/fQwxLrqTzVbQp==",
  "XKFQ/WLRTZVBQZ9xq",
  "xkfqw/lrtzvbqz9XQ",
  // signs as nobody writes them, from seven on
  "Zq7kP2x",
  "zQ7kf6ufr",
  "IPv4only",
  "zq7kf6ufrwhy1xim",
  // hexadecimals that are no digest, hash or id
  "a1b2c3d4e5f607182",
  "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334",
  "zq7kf6ufrw",
  "example.com_zq7kf6ufrwhy1xim",
  "zq7kf6ufrwhy1xim_example.com",
  // in front of what is none, or behind it
  "Zq7kP2xW.0x7fff",
  "0x7fff.Zq7kP2xW",
  "Zq7kP2xW_x509Unknown",
  "2f8a1c3e-9b4dXq-4e6fZ-8a7bQ-1c2d3e4f5a6bWx",
  "Zq7kP2x2026-12-01",
  "2026-12-01xZq7kP2x",
  "2026-12-01TZq7kP2x",
  "Zq7kP2x0x7fffdeadbeef12",
  "0x7fffdeadbeefZq7kP2x",
  "Zqx509UnknownXk7",
  "x509Xk7fQw2Lr",
  "1m30sZq7kP2x",
];

/** What does not. */
const others = [
  "",
  "Zq7kP2",
  "abcdefghij",
  // base64 of what is no text
  "ServiceAccountToken",
  "AAAAAAAAAAAA",
  "f39/f39/f39/",
  // ids, dates, times, sizes, addresses in memory
  "2f8a1c3e-9b4d-4e6f-8a7b-1c2d3e4f5a6b",
  "2F8A1C3E-9B4D-4E6F-8A7B-1C2D3E4F5A6B",
  "2026-12-01",
  "2026-12-01T03",
  "2026-12-01T031619.5Z",
  "2026-12-01T03-16-19.5Z",
  "2026-12-01T0316-19.55Z",
  "20261201T031619Z",
  "20261201T031619",
  "123456789Z",
  "1m30.55s",
  "250123ms",
  "1.25GiB",
  "10.5KB300M",
  "512123Mi",
  "12345M67890K",
  "0x7fffdeadbeef12",
  "x509UnknownAuthority",
  "12345678",
  "!!!!!!!!",
  // words, names and versions
  "NodeHasSufficientMemory",
  "ErrImagePull",
  "ImagePullBackOff9",
  "API_KEY_2",
  "v1.32.1+k3s1",
  "v12beta12-v123alpha",
  "v12-v34-v56-v78-Xq7",
  "v1beta12-v2alpha34-v3beta56-Xq7",
  "12345678901234567890",
  "kube2iam",
  // names of pods, and git's hashes behind a name
  "web-6d4b75cb6d-hgv8z",
  "shop-a1b2c3d4e5f60718293a4b5c6d7e8f9001122334",
  // a digest, and short hashes
  "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
  "a1b2c3d4e5f60718",
  // hosts, paths and images
  "registry.example.com/shop/api:1.4",
  "host-zq7kf6ufrwhy1x.example.com",
  "https://example.com/zq7kf6ufrwhy1xim",
  "zq7kf6ufr",
];

describe("what looks like a secret", () => {
  for (const word of secrets)
    it(`is ${word}`, () => {
      expect(looksSecret(word)).to.equal(true);
      expect(secretParts(word)).to.deep.equal([[0, word.length]]);
    });

  for (const word of others)
    it(`is not ${word || "nothing"}`, () => {
      expect(looksSecret(word)).to.equal(false);
      expect(secretParts(word)).to.deep.equal([]);
    });

  for (const { word, parts } of [
    { word: "x/dckr_pat_01234567", parts: ["dckr_pat_01234567"] },
    { word: "shop:Ym9iOmh1bnRlcjI", parts: ["Ym9iOmh1bnRlcjI"] },
    { word: "Ym9i:Ym9iOmh1bnRlcjI", parts: ["Ym9iOmh1bnRlcjI"] },
    { word: "Ym9iOmh1bnRlcjI:Ym9i", parts: ["Ym9iOmh1bnRlcjI"] },
    { word: "example.com/a1B2c3D4e5F6g7", parts: ["a1B2c3D4e5F6g7"] },
    { word: "Zq7kP2x:api@Xk9fQw2L", parts: ["Zq7kP2x", "Xk9fQw2L"] },
  ])
    it(`is a part of ${word}`, () => {
      expect(
        secretParts(word).map(([start, end]) => word.slice(start, end)),
      ).to.deep.equal(parts);
    });
});

describe("how many pairs of letters a word has that words have", () => {
  for (const { word, expected } of [
    { word: "", expected: 1 },
    { word: "x", expected: 1 },
    { word: "th", expected: 1 },
    { word: "qz", expected: 0 },
    { word: "12", expected: 1 },
    { word: "1a", expected: 0 },
    { word: "aB", expected: 0.3 },
    { word: "THE", expected: 1 },
    { word: "theqz", expected: 0.75 },
  ])
    it(`is ${expected} of ${word || "nothing"}`, () => {
      expect(wordliness(word)).to.equal(expected);
    });
});
