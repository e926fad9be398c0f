import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { words, type Word } from "../../src/commands/words.js";
import { cli, type Ended } from "../garden/process.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { answering } from "./stand-in.js";

type Key = keyof typeof words;

const where = {
  ...{ project: "shop", environment: "dev.default" },
  ...{ providers: ["kubernetes"], notCovered: [] },
};
const left = [{ what: "Deploy chart", reason: "helm renders the chart" }];
const pod = {
  ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "web" } },
  spec: { containers: [{ name: "main", image: "nginx" }] },
};
const workload = {
  ...{ origin: "Deploy web", mode: "default", unpatched: pod, patched: pod },
  ...{ before: [], after: [], withWorkloads: [] },
};

const pulling = { ...workload, before: ["hub"], after: ["hub"] };

/** What each command finds where there is nothing at all. */
const nothing = {
  manifests: {
    ...{ ...where, workloads: [], others: [], unknown: [] },
    ...{ unknownOutputs: [], notShown: [], withoutSecrets: [], actions: [] },
  },
  check: { ...where, checks: [], images: [], notShown: [] },
  clean: {
    ...{ ...where, contexts: [], objects: [], problems: [], notShown: [] },
  },
  explain: {
    ...{ ...where, diagnoses: [], namespaces: ["shop"], problems: [] },
    notShown: [],
  },
  create: {
    plan: {
      ...{ name: "hub", namespace: "default", context: "shop" },
      ...{ registries: [], notShown: [], without: [], exists: false, kept: [] },
      listed: true,
    },
  },
};
type Command = keyof typeof nothing;

const options: Readonly<Record<Command, readonly string[]>> = {
  manifests: [],
  check: [],
  clean: ["--dry-run"],
  explain: [],
  create: ["--dry-run"],
};

/** The command line, with a Garden that answers what is different from nothing. */
async function said(command: Command, different: object): Promise<Ended> {
  const garden = answering({ ...nothing[command], ...different });
  return await cli([command, ".", "--garden", garden, ...options[command]], {
    cwd: temporaryFolder(),
  });
}

interface Case {
  readonly command: Command;
  readonly different: object;
  readonly code?: number;
}

const alone = { providers: [], notCovered: ["openshift"] };
const beside = { notCovered: ["openshift"] };
const none = { providers: [] };
const projectCommands = ["manifests", "check", "clean", "explain"] as const;

/** For each row of the words, what has each command that says it say it. */
const cases: Readonly<Record<Key, readonly Case[]>> = {
  none: [{ command: "manifests", different: { workloads: [workload] } }],
  withoutPods: [
    { command: "manifests", different: { others: ["Service web"] } },
  ],
  noWorkload: [
    { command: "manifests", different: {} },
    {
      command: "manifests",
      different: { actions: [{ kind: "Deploy", all: 1, known: 1 }] },
    },
  ],
  noProvider: projectCommands.map((command) => ({
    command,
    different: none,
  })),
  noFailedPull: [{ command: "explain", different: {} }],
  noMark: [{ command: "clean", different: {} }],
  notKnown: [
    {
      command: "manifests",
      different: { unknown: ["CronWorkflow nightly"], workloads: [pulling] },
    },
    {
      command: "manifests",
      different: {
        workloads: [pulling],
        unknownOutputs: [
          { output: "exec.a", by: ["Deploy web"], standIn: "not-known-exec-a" },
        ],
      },
    },
    // The sentence is made inside Garden: test/commands/unknown-outputs.test.ts has it.
    ...(["check", "clean", "explain", "create"] as const).map((command) => ({
      command,
      different: { refused: `Outputs are ${words.notKnown.phrase}.` },
      code: 1,
    })),
  ],
  notCovered: [
    ...projectCommands.flatMap((command) => [
      { command, different: alone, code: 1 },
      { command, different: beside },
    ]),
    // The sentence is made inside Garden: test/commands/not-covered.test.ts has it.
    {
      command: "create",
      different: {
        problem: `provider openshift ${words.notCovered.phrase}`,
      },
      code: 1,
    },
  ],
  noneShown: [
    {
      command: "manifests",
      different: { actions: [{ kind: "Deploy", all: 2, known: 0 }] },
      code: 1,
    },
    {
      command: "manifests",
      different: { unknown: ["CronWorkflow nightly"] },
      code: 1,
    },
  ],
  notShown: [
    {
      command: "manifests",
      different: { notShown: left, workloads: [pulling] },
    },
  ],
  notChecked: [{ command: "check", different: { notShown: left } }],
  notLookedAt: [
    { command: "clean", different: { notShown: left } },
    { command: "explain", different: { notShown: left } },
    {
      command: "create",
      different: { plan: { ...nothing.create.plan, notShown: left } },
    },
  ],
  skipped: [
    {
      command: "check",
      different: {
        checks: [
          {
            ...{ id: "image-pull", subject: "nginx", expected: "A pull" },
            ...{ verdict: "skipped", reason: "--offline" },
            ...{ remedy: null, docs: "docs" },
          },
        ],
      },
    },
  ],
};

const rows = Object.entries(words) as [Key, Word][];
const absent = rows.filter(([, { absence }]) => absence === "no");

/** What says of all that was asked for that it is not there. */
const wholes = ["here.", "The cluster has", words.noProvider.phrase];

describe("the words for what is not shown", () => {
  after(removeFolders);

  for (const [key, { phrase, by, absence, exitCode }] of rows) {
    it(`"${phrase}" has a case for each command that says it`, () => {
      expect([
        ...new Set(cases[key].map(({ command }) => command)),
      ]).to.have.members([...by]);
    });

    for (const { command, different, code = 0 } of cases[key])
      it(`"${phrase}" is said by ${command} ${JSON.stringify(different).slice(0, 40)}, with ${String(code)}`, async () => {
        const ended = await said(command, different);
        const text = ended.stdout + ended.stderr;
        expect(text).to.contain(phrase);
        expect(ended.code).to.equal(code);
        expect(exitCode).to.contain(String(code));
        if (absence === "no") return;
        for (const [, { phrase: no }] of absent)
          if (no !== words.noFailedPull.phrase && no !== words.noMark.phrase)
            expect(text).not.to.contain(no);
        for (const whole of wholes) expect(text).not.to.contain(whole);
      });
  }

  it("are four kinds, none of which is said in the words of another", () => {
    const phrases = rows.map(([, { phrase }]) => phrase);
    expect(new Set(rows.map(([, { absence }]) => absence)).size).to.equal(4);
    for (const phrase of phrases)
      expect(phrases.filter((other) => other.includes(phrase))).to.deep.equal([
        phrase,
      ]);
  });

  describe("in the sources", () => {
    const places = ["src/cli", "src/commands"].flatMap((folder) =>
      readdirSync(path.join(repository, folder), {
        recursive: true,
        encoding: "utf8",
      })
        .filter((file) => file.endsWith(".ts") && file !== "words.ts")
        .map((file) => path.join(folder, file)),
    );
    const used = new Set<string>();
    const literals: string[] = [];
    for (const file of places) {
      const text = readFileSync(path.join(repository, file), "utf8");
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
      const hasWords = text.includes('/words.js"');
      const visit = (node: ts.Node): void => {
        if (
          hasWords &&
          ts.isPropertyAccessExpression(node) &&
          ts.isIdentifier(node.expression) &&
          node.expression.text === "words"
        )
          used.add(node.name.text);
        if (
          ts.isStringLiteralLike(node) ||
          ts.isTemplateHead(node) ||
          ts.isTemplateMiddle(node) ||
          ts.isTemplateTail(node)
        )
          literals.push(`${file}: ${node.text}`);
        ts.forEachChild(node, visit);
      };
      visit(source);
    }

    it("are taken from their rows, all of which are in use", () => {
      expect([...used]).to.have.members(rows.map(([key]) => key));
    });

    it("are nowhere written out", () => {
      const phrases = rows
        .map(([, { phrase }]) => phrase)
        .filter((phrase) => phrase.includes(" "));
      expect(
        literals.filter((text) =>
          phrases.some((phrase) => text.includes(phrase)),
        ),
      ).to.deep.equal([]);
    });
  });
});
