import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Cleaned } from "../../src/commands/clean/carry-out.js";
import type { CleanResult } from "../../src/commands/clean/clean.js";
import { cli, type Ended } from "../garden/process.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { standIn } from "./stand-in.js";

const object: Cleaned = {
  kind: "Secret",
  namespace: "shop",
  name: "hub",
  uid: "u-1",
  resourceVersion: "7",
  verdict: "remove",
  reason: "a copy that nothing needs",
  needs: [],
  action: { kind: "delete" },
};
const removed: Cleaned = { ...object, verdict: "removed" };
const kept: Cleaned = {
  ...object,
  name: "team",
  verdict: "kept",
  reason: "it was there before the patch",
};
const needed: Cleaned = {
  ...object,
  namespace: "\u001b[2Jweb",
  verdict: "needed",
  reason: "something pulls with it",
  needs: [{ by: "Deployment/web", free: "garden deploy web --force" }],
  action: null,
};
const failed: Cleaned = { ...object, verdict: "failed", reason: "it changed" };

const result: CleanResult = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  notCovered: [],
  contexts: ["shop-cluster"],
  objects: [],
  problems: [],
  notShown: [],
};

describe("clean", () => {
  after(removeFolders);

  /** Runs the command with a Garden that answers so; `asked` is what that was asked. */
  async function clean(
    answer: Partial<CleanResult>,
    ...args: string[]
  ): Promise<{ ended: Ended; asked: string }> {
    const cwd = temporaryFolder();
    const file = path.join(cwd, "asked");
    const text = JSON.stringify(JSON.stringify({ ...result, ...answer }));
    const garden = standIn(
      `const fs = require("node:fs");
fs.writeFileSync(${JSON.stringify(file)}, process.argv.at(-1));
fs.writeFileSync(process.env.GARDEN_PULL_SECRETS_RESULT, ${text});`,
    );
    const ended = await cli(["clean", "--garden", garden, ...args], { cwd });
    const asked = ended.code === 2 ? "" : readFileSync(file, "utf8");
    return { ended, asked };
  }

  it("prints a row for each object, and what frees it", async () => {
    const { ended, asked } = await clean(
      { objects: [removed, kept, needed] },
      "--yes",
    );
    expect(ended).to.deep.equal({
      code: 1,
      signal: null,
      stdout: [
        "VERDICT    OBJECT, WHY, AND WHAT TO DO",
        "! needed   Secret/hub in namespace \uFFFD[2Jweb: something pulls with it",
        "           Deployment/web",
        "           → garden deploy web --force",
        "✓ removed  Secret/hub in namespace shop: a copy that nothing needs",
        "- kept     Secret/team in namespace shop: it was there before the patch",
        "1 needed, 1 removed, 1 kept",
        "",
      ].join("\n"),
      stderr: "",
    });
    expect(JSON.parse(asked)).to.deep.equal({ write: true, agreed: null });
  });

  it("prints JSON", async () => {
    const notShown = [{ what: "Deploy chart", reason: "it runs a program" }];
    const { ended } = await clean(
      { objects: [needed], notShown },
      ...["--dry-run", "-o", "json"],
    );
    expect(JSON.parse(ended.stdout)).to.deep.equal({
      project: "shop",
      environment: "dev.default",
      objects: [
        {
          kind: "Secret",
          namespace: needed.namespace,
          name: "hub",
          verdict: "needed",
          reason: "something pulls with it",
          neededBy: needed.needs,
        },
      ],
      problems: [],
      notLookedAt: notShown,
    });
    expect(ended.stderr).to.equal(
      "not looked at: Deploy chart: it runs a program\nNothing was written: --dry-run.\n",
    );
  });

  const codes = [
    { title: "nothing is there", answer: {}, code: 0 },
    { title: "all is removed", answer: { objects: [removed] }, code: 0 },
    {
      title: "something was there before",
      answer: { objects: [kept] },
      code: 0,
    },
    { title: "something is needed", answer: { objects: [needed] }, code: 1 },
    { title: "something failed", answer: { objects: [failed] }, code: 1 },
    {
      title: "something can't be read",
      answer: { problems: ["Failed listing pods"] },
      code: 1,
    },
  ];
  for (const { title, answer, code } of codes)
    it(`ends with ${String(code)} where ${title}`, async () => {
      const { ended } = await clean(answer, "--yes");
      expect(ended.code, ended.stderr).to.equal(code);
    });

  it("says so where nothing is there, and where something can't be read", async () => {
    const nothing = await clean({}, "--yes");
    expect(nothing.ended.stderr).to.equal(
      "The cluster has nothing of the patch. Copies that an unpatched Garden has written since are Garden's own.\n",
    );
    const unknown = await clean({ problems: ["Failed listing pods"] }, "--yes");
    expect(unknown.ended.stderr).to.equal("Failed listing pods.\n");
  });

  it("with --dry-run asks Garden to write nothing", async () => {
    const { ended, asked } = await clean({ objects: [object] }, "--dry-run");
    expect(ended.code).to.equal(0);
    expect(JSON.parse(asked)).to.deep.equal({ write: false, agreed: null });
  });

  it("without a terminal and --yes is wrong usage, before Garden is asked", async () => {
    const { ended } = await clean({ objects: [object] });
    expect(ended).to.deep.equal({
      code: 2,
      signal: null,
      stdout: "",
      stderr:
        "clean writes to a cluster, and there is no terminal to ask at: give --yes or --dry-run.\n",
    });
  });
});
