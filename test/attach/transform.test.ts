import { expect } from "chai";
import {
  beginsWith,
  findSeams,
  seamCode,
} from "../../src/attach/drivers/transform.js";

const names = { replaced: ["build"], read: ["Failure"] };

/** The source as the drivers hand it on, or null where it declares nothing. */
function appendSeams(
  source: string,
  wanted: Parameters<typeof findSeams>[1],
): string | null {
  const code = seamCode(findSeams(source, wanted), wanted);
  return code === "" ? null : source + code;
}

describe("findSeams and seamCode", () => {
  const untouched: readonly { title: string; source: string }[] = [
    {
      title: "a module that only calls the function",
      source: 'import { build } from "./build.js";\nbuild();',
    },
    { title: "a longer name", source: "export function builder() {}" },
    {
      title: "words about the function",
      source: "// the function build uses it\n/* class build */",
    },
    { title: "a method", source: "class Job { build() {} }" },
  ];
  for (const { title, source } of untouched) {
    it(`leaves ${title} as it is`, () => {
      expect(appendSeams(source, names)).to.equal(null);
    });
  }

  const declarations = [
    "function build() {}",
    "export async function build() {}",
    "let build = class build {};",
    "class build {}",
  ];
  for (const source of declarations) {
    it(`replaces what \`${source}\` declares, on a line of its own`, () => {
      const patched =
        appendSeams(`${source}\n//# sourceMappingURL=build.js.map`, names) ??
        "";
      const lines = patched.trimEnd().split("\n");
      expect(lines.slice(0, 2)).to.deep.equal([
        source,
        "//# sourceMappingURL=build.js.map",
      ]);
      expect(lines).to.have.length(3);
      expect(lines[2]).to.match(
        /^try\{build=.*declared\("build",build,import\.meta\.url\)\}catch/,
      );
    });
  }

  it("reads a class that it does not replace", () => {
    const patched =
      appendSeams("export class Failure extends Error {}", names) ?? "";
    expect(patched).to.match(/\ntry\{globalThis.*declared\("Failure",Failure,/);
  });

  it("looks for each name once, however often the source declares it", () => {
    const patched =
      appendSeams("{ function build() {} }\nfunction build() {}", names) ?? "";
    expect(patched.match(/declared\(/g)).to.have.length(1);
  });

  it("counts what a bundler renamed because it was declared twice", () => {
    const patched =
      appendSeams("function build() {}\nfunction build$1() {}", names) ?? "";
    expect(patched).to.contain("build=globalThis");
    expect(patched).to.contain('declared("build",build$1,');
  });

  it("leaves a name that only begins like one it looks for", () => {
    expect(appendSeams("function build$now() {}", names)).to.equal(null);
  });
});

describe("beginsWith", () => {
  const texts: readonly (readonly [string, string | null])[] = [
    ["function build() {} function build$1() {}", "build"],
    ["function build$1() {}", "build$1"],
    ["class build extends Job {}", "build"],
    ["let build;", "build"],
    ["const\n build =", "build"],
    ["function builder() {}", null],
    ["function build$now() {}", null],
    ["function buildé() {}", null],
    ["function build", null],
    [" function build() {}", null],
    ["xfunction build() {}", null],
    ["build() {}", null],
  ];
  for (const [text, spelling] of texts) {
    it(`finds ${spelling ?? "nothing"} where \`${text}\` begins, as findSeams does`, () => {
      const found = findSeams(text, names).filter(({ at }) => at === 0);
      expect(found.map((entry) => entry.spelling)).to.deep.equal(
        spelling === null ? [] : [spelling],
      );
      for (const wanted of ["build", "build$1"])
        expect(
          beginsWith(text, { name: "build", spelling: wanted, at: 0 }),
        ).to.equal(wanted === spelling);
    });
  }
});
