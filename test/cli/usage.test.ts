import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { cli } from "../garden/process.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { standIn } from "./stand-in.js";

interface Case {
  readonly title: string;
  readonly args: readonly string[];
  readonly stderr: string;
}

const hint = "Run `garden-pull-secrets --help` to see what there is.\n";

const wrong: readonly Case[] = [
  {
    title: "an unknown command",
    args: ["manifest"],
    stderr: `error: unknown command 'manifest'\n(Did you mean manifests?)\n${hint}`,
  },
  {
    title: "an unknown option",
    args: ["manifests", "--envs"],
    stderr: `error: unknown option '--envs'\n(Did you mean --env?)\n${hint}`,
  },
  {
    title: "an unknown format",
    args: ["manifests", "-o", "xml"],
    stderr: `error: option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are table, yaml, json.\n${hint}`,
  },
  {
    title: "a format that seams does not have",
    args: ["seams", "-o", "yaml"],
    stderr: `error: option '-o, --output <format>' argument 'yaml' is invalid. Allowed choices are table, json.\n${hint}`,
  },
  {
    title: "two folders",
    args: ["manifests", "a", "b"],
    stderr: `error: too many arguments for 'manifests'. Expected 1 argument but got 2.\n${hint}`,
  },
  {
    title: "an option without its value",
    args: ["seams", "--garden"],
    stderr: `error: option '--garden <path>' argument missing\n${hint}`,
  },
  {
    title: "both sides and one of them",
    args: ["manifests", "--diff", "--unpatched"],
    stderr: "--diff shows both sides; leave --unpatched out.\n",
  },
  {
    title: "both sides in one manifest",
    args: ["manifests", "--diff", "-o", "yaml"],
    stderr: "--diff takes -o table or -o json.\n",
  },
  {
    title: "an image to check without a file",
    args: ["check", "--image", "nginx"],
    stderr: "--image goes with -f, a file of Secrets.\n",
  },
  {
    title: "a file to check without an image",
    args: ["check", "-f", "-"],
    stderr: "-f goes with --image: what is to be pulled?\n",
  },
  {
    title: "a file and a project to check",
    args: ["check", "folder", "-f", "-", "--image", "nginx"],
    stderr: "-f looks at a file alone: it goes with --image and -o only.\n",
  },
];

const impossible: readonly Case[] = [
  {
    title: "no such folder",
    args: ["manifests", "nowhere"],
    stderr:
      "nowhere: no such folder. Give the folder of a Garden project (it holds project.garden.yml).\n",
  },
  {
    title: "a file in place of a folder",
    args: ["manifests", "file"],
    stderr:
      "file: no such folder. Give the folder of a Garden project (it holds project.garden.yml).\n",
  },
  {
    title: "a Garden that is not there",
    args: ["seams", "--garden", "nowhere"],
    stderr: "--garden nowhere: no such file or folder.\n",
  },
  {
    title: "a file that is no Garden",
    args: ["run", "--garden", "file", "--", "version"],
    stderr:
      "--garden file: this is no Garden. It takes Garden's binary, the folder that holds it, or the folder of the npm package @garden-io/core.\n",
  },
  {
    title: "a folder that holds no Garden",
    args: ["manifests", "--garden", "folder"],
    stderr:
      "--garden folder: this is no Garden. It takes Garden's binary, the folder that holds it, or the folder of the npm package @garden-io/core.\n",
  },
  {
    title: "no Garden anywhere",
    args: ["run", "--", "version"],
    stderr:
      "No Garden found: there is no @garden-io/core in the project's node_modules and no `garden` in PATH. Install Garden (https://docs.garden.io), or point to one with --garden <binary or folder>.\n",
  },
];

describe("the command line", () => {
  let cwd: string;
  before(() => {
    cwd = temporaryFolder();
    writeFileSync(path.join(cwd, "file"), "");
    mkdirSync(path.join(cwd, "folder"));
  });
  after(removeFolders);

  for (const { title, args, stderr } of wrong) {
    it(`refuses ${title} as wrong usage`, async () => {
      const ended = await cli(args, { cwd });
      expect(ended).to.deep.equal({
        code: 2,
        signal: null,
        stdout: "",
        stderr,
      });
    });
  }

  for (const { title, args, stderr } of impossible) {
    it(`ends with 1 where there is ${title}`, async () => {
      const ended = await cli(args, { cwd, env: { PATH: cwd } });
      expect(ended).to.deep.equal({
        code: 1,
        signal: null,
        stdout: "",
        stderr,
      });
    });
  }

  it("shows its help on stderr and ends with 2 where nothing was asked", async () => {
    const { code, stdout, stderr } = await cli([], { cwd });
    expect(stderr).to.match(/^Usage: garden-pull-secrets /);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
  });

  it("shows help and version on stdout", async () => {
    const help = await cli(["manifests", "--help"], { cwd });
    expect(help.stdout).to.match(
      /^Usage: garden-pull-secrets manifests \[dir\] \[options\] \[-- <garden options>\]\n/,
    );
    const version = await cli(["--version"], { cwd });
    expect(version.stdout).to.match(/^\d+\.\d+\.\d+\n$/);
    expect([help.code, version.code]).to.deep.equal([0, 0]);
  });

  const strangers = [
    { title: "ends well", script: "", code: 0 },
    { title: "fails in silence", script: "process.exit(3)", code: 3 },
  ];
  for (const { title, script, code } of strangers) {
    it(`says so where a program that ${title} gives no answer`, async () => {
      const garden = standIn(script);
      const ended = await cli(["seams", "--garden", garden], { cwd });
      expect(ended).to.deep.equal({
        code: 1,
        signal: null,
        stdout: "",
        stderr: `${garden} ended with exit code ${String(code)} and without an answer: is it Garden 0.13.20 or newer?\n`,
      });
    });
  }
});
