import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { removeFolders, repository } from "../garden/project.js";
import { evidence } from "./evidence.js";
import { allPages, commandsOf, parsePage, type CodeBlock } from "./pages.js";
import { runsHere } from "./runs.js";
import { wordsOfCommands } from "./shell.js";
import { optionsOf, refusalOf } from "./taken.js";

const pages = allPages();
const shellBlocks = pages.flatMap(({ file, blocks }) =>
  blocks
    .filter(({ language }) => language === "sh")
    .map((block) => ({ ...block, place: `${file}:${block.line}` })),
);

/** The commands that are neither run by a test nor marked. */
function unproven(block: CodeBlock): string[] {
  if (block.needs !== null) return [];
  return commandsOf(block).filter(
    (command) =>
      !Object.hasOwn(evidence, command) &&
      !runsHere.some((run) => run.command === command),
  );
}

/** What is wrong with the lines of our own program in a block. */
async function refusals(block: string): Promise<string[]> {
  const ours = wordsOfCommands(block)
    .filter(([program]) => program === "garden-pull-secrets")
    .map(([, ...words]) => words);
  const answers = await Promise.all(
    ours.map(async (words) => ({ words, why: await refusalOf(words) })),
  );
  return answers.flatMap(({ words, why }) =>
    why === null ? [] : [`${words.join(" ")}: ${why}`],
  );
}

describe("code in the documents", () => {
  after(removeFolders);

  for (const { file, blocks } of pages)
    it(`of ${file} names its language`, () => {
      const known = ["sh", "json", "yaml", "text", "ts"];
      expect(
        blocks.filter(({ language }) => !known.includes(language ?? "")),
      ).to.deep.equal([]);
    });

  for (const block of shellBlocks)
    it(`at ${block.place} is run by a test, or says what it needs`, () => {
      expect(unproven(block)).to.deep.equal([]);
    });

  for (const { place, text } of shellBlocks)
    it(`at ${place} is read by bash, and taken by the program`, async () => {
      expect(await refusals(text)).to.deep.equal([]);
    });

  it("that no test runs is found", () => {
    const { blocks } = parsePage(
      "a.md",
      "```sh\nmake me a sandwich\n```\n\n<!-- needs: bread -->\n\n```sh\nmake me a sandwich\n```\n",
    );
    expect(blocks.map(unproven)).to.deep.equal([["make me a sandwich"], []]);
  });

  it("that the program does not take is found, wherever it stands", async () => {
    expect(
      await refusals(
        'kubectl get pods | garden-pull-secrets explain --fiel - && npx garden-pull-secrets chek\neval "$(garden-pull-secrets env --shell tcsh)"',
      ),
    ).to.have.length(3);
  });

  it("that stands within sentences names commands and options that there are", () => {
    const wrong = pages.flatMap(({ file, inlineCode }) =>
      inlineCode.flatMap((code) => {
        const [, name, rest = ""] =
          /^garden-pull-secrets ([a-z]\w*)(.*)$/s.exec(code) ?? [];
        if (name === undefined) return [];
        const options = optionsOf(name);
        const [ours = ""] = rest.split(" -- ");
        const used = ours.match(/(?<=\s|\[)--?[a-z][\w-]*/g) ?? [];
        return options === null || used.some((option) => !options.has(option))
          ? [`${file}: ${code}`]
          : [];
      }),
    );
    expect(wrong).to.deep.equal([]);
  });
});

describe("the proof of a command", () => {
  for (const [command, { file, words }] of Object.entries(evidence))
    it(`is where it is said to be: ${command}`, () => {
      expect(existsSync(path.join(repository, file)), file).to.equal(true);
      expect(readFileSync(path.join(repository, file), "utf8")).to.contain(
        words,
      );
    });

  it("is kept for no command that no document names", () => {
    const named = new Set(shellBlocks.flatMap(commandsOf));
    expect(
      [
        ...Object.keys(evidence),
        ...runsHere.map(({ command }) => command),
      ].filter((command) => !named.has(command)),
    ).to.deep.equal([]);
  });
});
