import { expect } from "chai";
import { redact } from "../../src/registry/redact/redact.js";

const id = "a1b2c3d4e5f60718293a4b5c6d7e8f90";

describe("a secret that the end of a line has broken", () => {
  for (const { title, input, expected } of [
    {
      title: "is known by both halves",
      input: "got Zq7kP\n2xW9vLm and more",
      expected: "got <token>\n<token> and more",
    },
    {
      title: "is known behind blanks, before a sign",
      input: "got Zq7kP\n  2xW9vLm, more",
      expected: "got <token>\n  <token>, more",
    },
    {
      title: "is known at the end of the text",
      input: "got Zq7kP\n2xW9vLm",
      expected: "got <token>\n<token>",
    },
    {
      title: "is known where neither half is one",
      input: "got Zq7kP\n2xW9v.",
      expected: "got <token>\n<token>.",
    },
    {
      title: "goes on to the end of the text",
      input: "password: Zq7kP2x\nab1cD",
      expected: "password: <redacted>\n<redacted>",
    },
    ...[
      "abCde",
      "ab_Cd",
      "XYz",
      "ab%c",
      "ab2026-12-01",
      "x7m10s",
      "7m10sQ",
    ].map((half) => ({
      title: `goes on with ${half}`,
      input: `password: hunter\n${half}.`,
      expected: "password: <redacted>\n<redacted>.",
    })),
    {
      title: "goes on in each next line that is no word",
      input: "password: Zq7kP2x\nabc\ndef1X\nplain text",
      expected: "password: <redacted>\n<redacted>\n<redacted>\nplain text",
    },
    {
      title: "goes on behind one line of a word",
      input: "password: Zq7kP2x\nword\nXy7Zq9\nplain text",
      expected: "password: <redacted>\n<redacted>\n<redacted>\nplain text",
    },
    {
      title: "does not go on behind two lines of a word",
      input: "password: Zq7kP2x\nplain\nword\nXy7Zq9\n",
      expected: "password: <redacted>\nplain\nword\nXy7Zq9\n",
    },
    {
      title: "does not go on behind words of one line",
      input: "password: Zq7kP2x\nplain word\nXy7Zq9\n",
      expected: "password: <redacted>\nplain word\nXy7Zq9\n",
    },
    {
      title: "does not go on in a date or a time",
      input: "password: Zq7kP2x\n2026-12-01T031619Z\nkey: Zq7kP2x\n7m10s\n",
      expected:
        "password: <redacted>\n2026-12-01T031619Z\nkey: <token>\n7m10s\n",
    },
    {
      title: "goes on with a sign between small letters and capitals",
      input: "password: Zq7kP2x\nab~Cd.\n",
      expected: "password: <redacted>\n<redacted>.\n",
    },
    {
      title: "is known where XML holds the end of the line",
      input: "access_token=zU_QotStA8~2aV&#xA;t4jdglw1c &lt;",
      expected: "access_token=<redacted> &lt;",
    },
    {
      title: "is not made of words and times of two lines",
      input: "Zq7kP2\nweb is up 7m10s\n5m3s ago 2026-12-01\n03a",
      expected: "Zq7kP2\nweb is up 7m10s\n5m3s ago 2026-12-01\n03a",
    },
  ])
    it(title, () => {
      expect(redact(input)).to.equal(expected);
    });
});

describe("the id of a pod that mirrors a file", () => {
  for (const text of [
    `Pulling in pod ${id} now`,
    `podUID="${id}", podUID='${id}', podUID=${id}`,
    `web_shop-1(${id})`,
  ])
    it(`is left in ${text}`, () => {
      expect(redact(text)).to.equal(text);
    });

  for (const { text, secret } of [
    { text: "pod x{}", secret: id },
    { text: "pod {}1", secret: id },
    { text: "pod is gone: {}", secret: id },
    { text: "key {}", secret: id },
    { text: "web_Shop({})", secret: id },
    { text: "web_shop({})", secret: "Zq7kP2xW9vLm4Rt8" },
  ])
    it(`is not seen in ${text.replace("{}", secret)}`, () => {
      expect(redact(text.replace("{}", secret))).not.to.contain(secret);
    });
});

describe("a secret at the end of a sentence", () => {
  for (const end of [".", ":", "!", "..."])
    it(`is taken out without the ${end}`, () => {
      expect(redact(`it was Zq7kP2xW9vLm4Rt8${end}`)).to.equal(
        `it was <token>${end}`,
      );
    });
});
