import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { withoutOwnFlag } from "../../src/attach/own-flag.js";
import { lastingFolder } from "../garden/project.js";

describe("withoutOwnFlag", () => {
  const folder = lastingFolder();
  const file = path.join(folder, "it's a, b.js");
  const link = path.join(folder, "link.js");
  const other = path.join(folder, "other.js");
  const own = pathToFileURL(file).href;
  const encoded = own.replace(",", "%2C");
  const flagOf = (target: string) => `--import=${pathToFileURL(target).href}`;
  before(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, "");
    writeFileSync(other, "");
    symlinkSync(file, link);
  });
  after(() => rmSync(folder, { recursive: true }));

  const cases: readonly {
    readonly title: string;
    readonly given: string;
    readonly expected: string | undefined;
  }[] = [
    { title: "alone", given: `--import=${own}`, expected: undefined },
    {
      title: "with its comma encoded",
      given: `--import=${encoded}`,
      expected: undefined,
    },
    {
      title: "twice",
      given: `--import=${own} --import=${encoded}`,
      expected: undefined,
    },
    { title: "as two words", given: `--import ${own}`, expected: undefined },
    {
      title: "between quotation marks",
      given: `--import="${own}"`,
      expected: undefined,
    },
    {
      title: "through a symbolic link",
      given: flagOf(link),
      expected: undefined,
    },
    {
      title: "among the user's own options",
      given: `--no-warnings --import=${own} --title="a  b"`,
      expected: '--no-warnings --title="a  b"',
    },
    {
      title: "before the user's own options",
      given: `--import=${own} --no-warnings`,
      expected: "--no-warnings",
    },
    { title: "not there", given: flagOf(other), expected: flagOf(other) },
    {
      title: "not there, but a file that is gone",
      given: flagOf(path.join(folder, "gone.js")),
      expected: flagOf(path.join(folder, "gone.js")),
    },
    {
      title: "not there, but a package",
      given: "--import=tsx",
      expected: "--import=tsx",
    },
    { title: "nothing", given: "", expected: undefined },
  ];
  for (const { title, given, expected } of cases) {
    it(`NODE_OPTIONS: ${title}`, () => {
      expect(withoutOwnFlag({ NODE_OPTIONS: given }, own)).to.deep.equal(
        expected === undefined ? {} : { NODE_OPTIONS: expected },
      );
    });
  }

  const listed: readonly (readonly [string, string | undefined])[] = [
    [`--import=${encoded}`, undefined],
    [`--cpu-prof,--import=${encoded}`, "--cpu-prof"],
    [`--import=${encoded},--cpu-prof`, "--cpu-prof"],
    [`--a,--import=${encoded},--b`, "--a,--b"],
  ];
  for (const [given, expected] of listed) {
    it(`GARDEN_NODE_EXTRA_PARAMS: ${given.replace(encoded, "own")}`, () => {
      expect(
        withoutOwnFlag({ GARDEN_NODE_EXTRA_PARAMS: given }, own),
      ).to.deep.equal(
        expected === undefined ? {} : { GARDEN_NODE_EXTRA_PARAMS: expected },
      );
    });
  }
});
