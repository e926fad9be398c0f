import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { patchOption } from "../../src/cli/start/patch-variables.js";
import {
  shellLines,
  usualShell,
  type Shell,
} from "../../src/cli/env/shells.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { isThere } from "../left-out.js";

/** What a `garden` that was started from a shell saw. */
interface Seen {
  readonly args: readonly string[];
  readonly NODE_OPTIONS?: string;
  readonly GARDEN_NODE_EXTRA_PARAMS?: string;
}

describe("patchOption", () => {
  const cases: readonly { title: string; url: string; expected: string }[] = [
    {
      title: "a plain path",
      url: "file:///opt/register.js",
      expected: "file:///opt/register.js",
    },
    {
      title: "spaces, quotation marks and a back slash",
      url: 'file:///a b/it\'s "c"%5Cd/register.js',
      expected: "file:///a%20b/it%27s%20%22c%22%5Cd/register.js",
    },
    {
      title: "commas",
      url: "file:///a,b,c/register.js",
      expected: "file:///a%2Cb%2Cc/register.js",
    },
    {
      title: "letters beyond ASCII",
      url: "file:///büro/日本/register.js",
      expected: "file:///b%C3%BCro/%E6%97%A5%E6%9C%AC/register.js",
    },
    {
      title: "a drive of Windows",
      url: "file:///C:/Program Files/register.js",
      expected: "file:///C:/Program%20Files/register.js",
    },
  ];
  for (const { title, url, expected } of cases) {
    it(`carries ${title}`, () => {
      expect(patchOption(new URL(url))).to.equal(`--import=${expected}`);
    });
  }
});

describe("shellLines", () => {
  const register = new URL("file:///a b/it's/register.js");
  const option = "--import=file:///a%20b/it%27s/register.js";

  it("restores PowerShell's variables, whatever Garden does", () => {
    expect(shellLines("powershell", register, [])).to.equal(
      `function garden {
  $program = Get-Command garden -CommandType Application -ErrorAction Stop | Select-Object -First 1
  $before = $env:NODE_OPTIONS, $env:GARDEN_NODE_EXTRA_PARAMS
  try {
    $env:NODE_OPTIONS = (@($env:NODE_OPTIONS, '${option}') -ne $null -ne '') -join ' '
    $env:GARDEN_NODE_EXTRA_PARAMS = (@($env:GARDEN_NODE_EXTRA_PARAMS, '${option}') -ne $null -ne '') -join ','
    if ($MyInvocation.ExpectingInput) { $input | & $program @args } else { & $program @args }
  } finally {
    $env:NODE_OPTIONS, $env:GARDEN_NODE_EXTRA_PARAMS = $before
  }
}
`,
    );
  });

  it("makes a macro for cmd, which has no functions", () => {
    expect(
      shellLines("cmd", register, [
        "C:\\Program Files\\nodejs\\node.exe",
        "C:\\$tools\\main.js",
      ]),
    ).to.equal(
      'doskey garden="C:\\Program Files\\nodejs\\node.exe" "C:\\$$tools\\main.js" run -- $*\n',
    );
  });
});

describe("usualShell", () => {
  const cases: readonly {
    shell: string | undefined;
    platform: NodeJS.Platform;
    expected: Shell;
  }[] = [
    { shell: "/bin/bash", platform: "linux", expected: "bash" },
    { shell: "/usr/bin/zsh", platform: "darwin", expected: "zsh" },
    { shell: "/usr/bin/fish", platform: "linux", expected: "fish" },
    { shell: "/bin/dash", platform: "linux", expected: "bash" },
    { shell: undefined, platform: "linux", expected: "bash" },
    { shell: undefined, platform: "win32", expected: "powershell" },
    { shell: "/usr/bin/bash", platform: "win32", expected: "bash" },
  ];
  for (const { shell, platform, expected } of cases) {
    it(`is ${expected} for ${shell ?? "nothing"} on ${platform}`, () => {
      expect(
        usualShell(shell === undefined ? {} : { SHELL: shell }, platform),
      ).to.equal(expected);
    });
  }
});

/** The lines are read by the real shells, out of a package whose path has all that needs care. */
describe("env", () => {
  after(removeFolders);
  let main: string;
  let bin: string;

  before(() => {
    const copy = path.join(temporaryFolder(), `it's "a", b & büro $HOME`);
    mkdirSync(copy);
    cpSync(path.join(repository, "dist"), path.join(copy, "dist"), {
      recursive: true,
    });
    cpSync(
      path.join(repository, "package.json"),
      path.join(copy, "package.json"),
    );
    symlinkSync(
      path.join(repository, "node_modules"),
      path.join(copy, "node_modules"),
    );
    main = path.join(copy, "dist", "cli", "main.js");
    bin = temporaryFolder();
    const garden = path.join(bin, "garden");
    writeFileSync(
      garden,
      `#!${process.execPath}
      const { NODE_OPTIONS, GARDEN_NODE_EXTRA_PARAMS } = process.env;
      console.log(JSON.stringify({ args: process.argv.slice(2), NODE_OPTIONS, GARDEN_NODE_EXTRA_PARAMS }));
      process.exitCode = 7;\n`,
    );
    chmodSync(garden, 0o755);
  });

  const lines: Readonly<Record<"bash" | "zsh" | "fish", string>> = {
    bash: 'eval "$("$NODE" "$MAIN" env --shell bash)"; garden deploy "a  b" \'$x\'; echo "$?"; env',
    zsh: 'eval "$("$NODE" "$MAIN" env --shell zsh)"; garden deploy "a  b" \'$x\'; echo "$?"; env',
    fish: '"$NODE" "$MAIN" env --shell fish | source; garden deploy "a  b" \'$x\'; echo $status; env',
  };
  for (const shell of ["bash", "zsh"]) {
    if (shell === "zsh" && !isThere(shell)) continue;
    it(`is taken by ${shell} beside an alias of the same name`, async () => {
      const script = [
        ...(shell === "bash" ? ["shopt -s expand_aliases"] : []),
        "alias garden='garden --silent'",
        'eval "$("$NODE" "$MAIN" env)"',
        "eval 'garden deploy'",
      ].join("\n");
      const { stdout } = await promisify(execFile)(
        shell,
        ["-c", `${script}; true`],
        {
          env: {
            PATH: `${bin}:${process.env["PATH"] ?? ""}`,
            HOME: bin,
            SHELL: `/bin/${shell}`,
            NODE: process.execPath,
            MAIN: main,
          },
        },
      );
      const { args, NODE_OPTIONS } = JSON.parse(stdout) as Seen;
      expect(args).to.deep.equal(["--silent", "deploy"]);
      expect(NODE_OPTIONS).to.match(/^--import=/);
    });
  }

  for (const [shell, script] of Object.entries(lines)) {
    if ((shell === "zsh" || shell === "fish") && !isThere(shell)) continue;
    for (const own of [
      {},
      { NODE_OPTIONS: "--no-warnings", GARDEN_NODE_EXTRA_PARAMS: "--cpu-prof" },
      { NODE_OPTIONS: "", GARDEN_NODE_EXTRA_PARAMS: "" },
    ]) {
      const beside = JSON.stringify(own);
      it(`patches one process of ${shell}, beside ${beside}`, async () => {
        const command = shell === "fish" ? ["--no-config"] : [];
        const { stdout } = await promisify(execFile)(
          shell,
          [...command, "-c", script],
          {
            env: {
              PATH: `${bin}:${process.env["PATH"] ?? ""}`,
              HOME: bin,
              // Without it, fish takes bytes beyond ASCII for Latin-1.
              LANG: "C.UTF-8",
              NODE: process.execPath,
              MAIN: main,
              ...own,
            },
          },
        );
        const [seen = "", code, ...environment] = stdout.split("\n");
        const option = patchOption(
          new URL(
            `file://${encodeURI(path.resolve(main, "../../attach/register.js"))}`,
          ),
        );
        const given = own as Partial<Seen>;
        const behind = (user: string | undefined, separator: string) =>
          user ? `${user}${separator}${option}` : option;
        expect(JSON.parse(seen)).to.deep.equal({
          args: ["deploy", "a  b", "$x"],
          NODE_OPTIONS: behind(given.NODE_OPTIONS, " "),
          GARDEN_NODE_EXTRA_PARAMS: behind(given.GARDEN_NODE_EXTRA_PARAMS, ","),
        } satisfies Seen);
        expect(code).to.equal("7");
        expect(
          environment.filter((line) => line.includes("--import")),
          "nothing is exported",
        ).to.deep.equal([]);
        // What was made of the path is one that Node reads.
        expect(
          execFileSync(process.execPath, ["-p", "1"], {
            encoding: "utf8",
            env: { NODE_OPTIONS: option },
          }),
        ).to.equal("1\n");
      });
    }
  }
});
