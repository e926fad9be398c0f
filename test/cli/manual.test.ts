import { expect } from "chai";
import { Command } from "commander";
import { formatHelp, manualOf, setManual } from "../../src/cli/manual.js";
import { program } from "../../src/cli/program.js";

const root = program({ gardenArguments: [], done: () => undefined });

describe("the manual of", () => {
  for (const command of [root, ...root.commands]) {
    const name = command === root ? "the program" : command.name();

    it(`${name} has exit codes and at least two examples`, () => {
      const manual = manualOf(command);
      const codes = manual?.exitCodes.map(([code]) => code) ?? [];
      expect(codes[0]).to.match(/^0/);
      expect(codes).to.include("2");
      expect(manual?.examples).to.have.length.above(1);
      for (const [, example] of manual?.examples ?? [])
        expect(example).to.contain("garden-pull-secrets");
    });

    it(`${name} fits a terminal of 80 columns, but for command lines`, () => {
      const [help = ""] = command.helpInformation().split("\nExamples:\n");
      const [, ...words] = help.split("\n");
      expect(
        words.filter(
          (line) => line.length > 80 && !line.includes(" garden-pull-secrets "),
        ),
      ).to.deep.equal([]);
    });
  }
});

describe("formatHelp", () => {
  it("puts the manual behind what commander says, and leaves out what is empty", () => {
    const command = new Command("do").configureHelp({ formatHelp });
    setManual(command, {
      exitCodes: [
        ["0", "good"],
        ["10", "bad"],
      ],
      environment: [],
      files: [],
      examples: [["how it is done", "do it"]],
    });
    expect(command.helpInformation()).to.equal(
      `Usage: do [options]

Options:
  -h, --help  display help for command

Exit codes:
  0   good
  10  bad

Examples:
  # how it is done
  do it
`,
    );
  });

  it("leaves a command without a manual as it is", () => {
    const words = new Command("do").helpInformation();
    expect(
      new Command("do").configureHelp({ formatHelp }).helpInformation(),
    ).to.equal(words);
  });
});
