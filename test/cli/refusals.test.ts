import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { normalized } from "../garden/normalize.js";
import {
  cli,
  patchedGarden,
  unpatchedGarden,
  type Ended,
} from "../garden/process.js";
import {
  core,
  filesBelow,
  project,
  removeFolders,
  temporaryFolder,
  type Files,
} from "../garden/project.js";
import { cli as cliInShared } from "../garden/shared.js";
import { standIn } from "./stand-in.js";

/** A project whose only provider is this one, in the environment `default` and none else. */
function projectWith(provider: string): Files {
  return {
    "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: bad
environments: [{ name: default }, { name: other }]
providers:
  - environments: [default]
    ${provider}
`,
  };
}

/** Runs our `manifests` and, on a copy, unpatched Garden with the same words. */
async function bothSides(
  files: Files,
  ...options: string[]
): Promise<{ ours: Ended; theirs: Ended }> {
  const [cwd, copy] = [project(files), project(files)];
  const [ours, theirs] = await Promise.all([
    cli(["manifests", cwd, "--garden", core, ...options], { cwd: "/" }),
    unpatchedGarden(["plugins", "container", "-", ...options], { cwd: copy }),
  ]);
  return {
    ours: { ...ours, stderr: normalized(ours.stderr, cwd) },
    theirs: {
      ...theirs,
      stdout: normalized(theirs.stdout, copy),
      stderr: normalized(theirs.stderr, copy),
    },
  };
}

function expectReadable({ code, stdout, stderr }: Ended): void {
  expect(code).to.equal(1);
  expect(stdout + stderr).not.to.match(/likely a bug|^ +at /m);
}

describe("a project that can't be shown", () => {
  after(removeFolders);

  const gardensWords: readonly {
    title: string;
    files: Files;
    options: string[];
    message: RegExp;
  }[] = [
    {
      title: "without a project.garden.yml",
      files: { "garden.yml": "kind: Run\nname: a\ntype: exec\n" },
      options: [],
      message:
        /^Not a project directory \(or any of the parent directories\): <project>\n$/,
    },
    {
      title: "without the environment",
      files: projectWith("name: exec"),
      options: ["--env", "nope"],
      message:
        /^Project bad does not specify environment nope \(Available environments: default and other\)/,
    },
  ];
  for (const { title, files, options, message } of gardensWords) {
    it(`${title} gets Garden's message, unchanged, and nothing before it`, async () => {
      const { ours, theirs } = await bothSides(files, ...options);
      expectReadable(ours);
      expect(ours.stdout).to.equal("");
      expect(ours.stderr).to.match(message);
      expect(theirs.stdout + theirs.stderr).to.contain(ours.stderr);
    });
  }

  it("with a malformed entry gets the message of Garden's own schema, unchanged", async () => {
    const files = projectWith(
      "name: kubernetes\n    context: nowhere\n    imagePullSecrets: [{ name: good }, { name: Bad.Name, nmespace: x }]",
    );
    const [cwd, ...copies] = [project(files), project(files), project(files)];
    const [shown, patched, unpatched] = await Promise.all([
      cliInShared(["manifests", cwd, "--garden", core], { cwd: "/" }),
      ...[patchedGarden, unpatchedGarden].map(async (garden, index) => {
        const folder = copies[index] ?? "";
        const ended = await garden(["get", "config", "--resolve", "full"], {
          cwd: folder,
        });
        return {
          ...ended,
          stdout: normalized(ended.stdout, folder),
          stderr: normalized(ended.stderr, folder),
        };
      }),
    ]);
    expect(patched).to.deep.equal(unpatched);
    expectReadable(shown);
    expect(shown.stderr).to.match(/^✖ providers /);
    const message = errorBox(unpatched?.stdout ?? "");
    expect(message).to.contain(
      'providers.0.imagePullSecrets[1][name] with value "Bad.Name" fails to match',
    );
    expect(errorBox(shown.stderr)).to.equal(message);
  });

  describe("with one name from two namespaces", () => {
    const files = projectWith(
      "name: kubernetes\n    context: nowhere\n    imagePullSecrets: [{ name: hub, namespace: one }, { name: x }, { name: hub, namespace: two }]",
    );
    const message =
      'imagePullSecrets[0] and imagePullSecrets[2]: the Secret "hub" can\'t come from both namespace "one" and namespace "two"';

    for (const title of ["`manifests`", "patched Garden"] as const) {
      it(`gets our message, as Garden's own, from ${title}`, async () => {
        const cwd = project(files);
        const ended =
          title === "patched Garden"
            ? await patchedGarden(["get", "status"], { cwd })
            : await cliInShared(["manifests", cwd, "--garden", core], {
                cwd: "/",
              });
        expectReadable(ended);
        const output = ended.stdout + ended.stderr;
        expect(errorBox(output)).to.contain(message);
        expect(output).to.contain(
          "Failed resolving one or more providers:\n- kubernetes",
        );
        expect(
          filesBelow(cwd).filter((file) => file.includes("kubernetes")),
        ).to.deep.equal([]);
      });
    }
  });

  describe("gets what Garden prints", () => {
    const program = `
      console.log("prebuild-file-path: /modules/pty.node");
      console.log("arguments: " + process.argv.slice(4).join(" "));
      console.log("warnings: " + process.env.NODE_NO_WARNINGS);
      console.log("prebuild-file-path is no reason of its own");
      process.exit(1);
    `;
    for (const { title, options, passedOn } of [
      {
        title: "at its level for errors, without the warnings of its Node",
        options: ["--env", "dev"],
        passedOn: "--log-level=error --env dev",
      },
      ...[["--log-level", "debug"], ["--log-level=debug"], ["-l", "4"]].map(
        (given) => ({
          title: `at the level of ${given.join(" ")}`,
          options: ["--", ...given],
          passedOn: given.join(" "),
        }),
      ),
    ])
      it(title, async () => {
        const { code, stderr } = await cli(
          ["manifests", "--garden", standIn(program), ...options],
          { cwd: temporaryFolder() },
        );
        expect(code).to.equal(1);
        expect(stderr).to.equal(
          `arguments: pull-secrets-manifests ${passedOn} --\nwarnings: 1\nprebuild-file-path is no reason of its own\n`,
        );
      });
  });

  describe("made for another Garden, says which one was taken", () => {
    const files = {
      "project.garden.yml":
        "apiVersion: garden.io/v9\nkind: Project\nname: new\nenvironments: [{ name: dev }]\n",
    };
    const refusal =
      "Project configuration with `apiVersion: garden.io/v9` is not supported.";
    const printing = (version: string) =>
      standIn(`
        if (process.argv[2] === "version") console.log(${JSON.stringify(version)});
        else {
          console.log(${JSON.stringify(refusal)});
          process.exit(1);
        }
      `);

    it("and its version", async () => {
      const folder = project(files);
      const { code, stderr } = await cliInShared(
        ["manifests", folder, "--garden", core],
        { cwd: "/" },
      );
      expect(code).to.equal(1);
      expect(stderr).to.match(
        /^Project configuration with `apiVersion: garden\.io\/v9` is not supported\..*\nThis is Garden 0\.1\d\.\d+, as --garden says: \/.*\. --garden <path> takes another one\.\n$/,
      );
    });

    it("from the project's node_modules", async () => {
      const folder = project(files);
      mkdirSync(path.join(folder, "node_modules", "@garden-io"), {
        recursive: true,
      });
      symlinkSync(
        core,
        path.join(folder, "node_modules", "@garden-io", "core"),
        "dir",
      );
      const { stderr } = await cli(["manifests", folder], { cwd: "/" });
      expect(stderr).to.match(
        /\nThis is Garden 0\.1\d\.\d+, from the project's node_modules: \/.*\/core\. /,
      );
    });

    for (const [printed, version] of [
      ["garden version: 0.14.20", "0.14.20"],
      ["hello", "of an unknown version"],
    ] as const)
      it(`from PATH, where it calls its version ${printed}`, async () => {
        const garden = printing(printed);
        const { stderr } = await cli(["manifests"], {
          cwd: temporaryFolder(),
          env: {
            PATH: [path.dirname(garden), path.dirname(process.execPath)].join(
              path.delimiter,
            ),
          },
        });
        expect(stderr).to.equal(
          `${refusal}\nThis is Garden ${version}, from PATH: ${garden}. --garden <path> takes another one.\n`,
        );
      });
  });

  it("with the provider ephemeral-kubernetes says why", async () => {
    const cwd = project(projectWith("name: ephemeral-kubernetes"));
    const ended = await cliInShared(["manifests", cwd, "--garden", core], {
      cwd: "/",
    });
    expectReadable(ended);
    expect(errorBox(ended.stderr)).to.equal(
      "Provider 'ephemeral-kubernetes' makes a cluster before its config is known, so there is nothing to look at " +
        "without one. Use `garden-pull-secrets run` with it, or choose another environment with --env.",
    );
  });

  it("without a Kubernetes provider says so, and has no workloads", async () => {
    const cwd = project(projectWith("name: kubernetes\n    context: nowhere"));
    const ended = await cliInShared(
      ["manifests", cwd, "--garden", core, "--env", "other", "-o", "json"],
      { cwd: "/" },
    );
    expect(ended.code).to.equal(0);
    expect(JSON.parse(ended.stdout)).to.deep.equal({
      apiVersion: "v1",
      kind: "List",
      items: [],
    });
    expect(ended.stderr).to.equal(
      "Environment other.default of project bad has no provider of the kubernetes family, so Garden makes no pods there. Choose another one with --env.\n",
    );
  });
});

/** What Garden says between the two lines that it draws around an error. */
function errorBox(output: string): string {
  return /─{20,}\n([^]*?)\n─{20,}/.exec(output)?.[1] ?? `no error: ${output}`;
}
