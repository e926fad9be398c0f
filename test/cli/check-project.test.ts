import { expect } from "chai";
import type { CheckResult } from "../../src/commands/check/check.js";
import { cli } from "../garden/process.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { answering } from "./stand-in.js";

const warned = {
  id: "image-secret",
  wished: "A Secret serves nginx (Deployment/web)",
  verdict: "warning",
  reason: "none does: it is pulled anonymously",
  remedy: "Add an entry.",
} as const;
const failed = { ...warned, id: "image-pull", verdict: "failed" } as const;
const skipped = {
  id: "headroom",
  wished: "Docker Hub grants more pulls to \u001b[2Jme",
  verdict: "skipped",
  reason: "registries are left alone: --offline",
  remedy: null,
} as const;
const result: CheckResult = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  checks: [warned, skipped],
  images: [
    {
      image: "nginx",
      workloads: ["Deployment/web"],
      served: false,
      attempts: [],
      error: null,
    },
  ],
  notShown: [{ what: "Deploy chart", reason: "helm renders the chart" }],
};

describe("check, on a project", () => {
  after(removeFolders);

  const check = (answer: CheckResult, ...args: string[]) =>
    cli(["check", "--garden", answering(answer), ...args], {
      cwd: temporaryFolder(),
    });

  it("prints a line for each check, and what to do where something is wrong", async () => {
    const ended = await check(result);
    expect(ended).to.deep.equal({
      code: 0,
      signal: null,
      stdout: [
        "VERDICT    CHECK                                   WHY, AND WHAT TO DO",
        "! warning  A Secret serves nginx (Deployment/web)  none does: it is pulled anonymously",
        "                                                   → Add an entry.",
        "                                                     docs/checks.md#image-secret",
        "- skipped  Docker Hub grants more pulls to \uFFFD[2Jme  registries are left alone: --offline",
        "0 passed, 1 warning, 0 failed, 1 skipped",
        "",
      ].join("\n"),
      stderr: "not checked: Deploy chart: helm renders the chart\n",
    });
  });

  it("prints JSON", async () => {
    const { stdout } = await check(result, "-o", "json");
    expect(JSON.parse(stdout)).to.deep.equal({
      project: "shop",
      environment: "dev.default",
      checks: [
        { ...warned, docs: "docs/checks.md#image-secret" },
        { ...skipped, docs: "docs/checks.md#headroom" },
      ],
      images: result.images,
      notChecked: result.notShown,
    });
  });

  it("ends with 1 where a check failed", async () => {
    const { code } = await check({ ...result, checks: [failed] });
    expect(code).to.equal(1);
  });

  it("says so where no provider makes pods", async () => {
    const ended = await check({
      ...result,
      providers: [],
      checks: [],
      notShown: [],
    });
    expect(ended).to.deep.include({ code: 0, stdout: "" });
    expect(ended.stderr).to.match(
      /^Environment dev\.default of project shop has no provider/,
    );
  });
});
