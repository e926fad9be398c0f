import { expect } from "chai";
import type { Check } from "../../src/commands/check/checks.js";
import type { CheckResult } from "../../src/commands/check/check.js";
import { cli } from "../garden/process.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { answering } from "./stand-in.js";

const docs = (id: string) => `garden-pull-secrets docs checks ${id}`;
const warned: Check = {
  id: "image-secret",
  subject: "nginx (Deployment/web)",
  expected: "A Secret serves nginx (Deployment/web)",
  verdict: "warning",
  reason: "none does: it is pulled anonymously",
  remedy: "Add an entry.",
  docs: docs("image-secret"),
};
const failed: Check = {
  ...warned,
  id: "image-pull",
  subject: "nginx",
  expected: "The registry lets a node pull nginx",
  verdict: "failed",
  reason: "it refuses every login that a node tries",
  docs: docs("image-pull"),
};
const skipped: Check = {
  id: "headroom",
  subject: "\u001b[2Jme",
  expected: "Docker Hub grants more pulls to \u001b[2Jme",
  verdict: "skipped",
  reason: "registries are left alone: --offline",
  remedy: null,
  docs: docs("headroom"),
};
const passed: Check = {
  ...skipped,
  id: "secret-exists",
  subject: "Secret default/hub",
  expected: "Secret default/hub exists",
  verdict: "passed",
  reason: "it is there",
};
const result: CheckResult = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  notCovered: [],
  checks: [warned, skipped],
  images: [
    {
      image: "nginx",
      workloads: ["Deployment/web"],
      served: false,
      attempts: [],
      error: null,
      nearMisses: [],
    },
  ],
  readers: [
    {
      secret: "default/hub",
      used: true,
      reader: "node",
      state: "works",
      reason: "logins: 1",
      breaks: false,
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

  it("prints a row for each check, the worst first, and what to do where something is wrong", async () => {
    const ended = await check({
      ...result,
      checks: [passed, warned, skipped, failed],
    });
    expect(ended).to.deep.equal({
      code: 1,
      signal: null,
      stdout: [
        "VERDICT    CHECK, WHY, AND WHAT TO DO",
        "✗ failed   The registry lets a node pull nginx: it refuses every login that a node tries",
        "           → Add an entry.",
        "           garden-pull-secrets docs checks image-pull",
        "! warning  A Secret serves nginx (Deployment/web): none does: it is pulled anonymously",
        "           → Add an entry.",
        "           garden-pull-secrets docs checks image-secret",
        "- skipped  Docker Hub grants more pulls to \uFFFD[2Jme: registries are left alone: --offline",
        "✓ passed   Secret default/hub exists: it is there",
        "1 failed, 1 warning, 1 skipped, 1 passed",
        "",
      ].join("\n"),
      stderr: "not checked: Deploy chart: helm renders the chart\n",
    });
  });

  it("prints one row for all checks that were skipped for one reason, with their number", async () => {
    const { stdout } = await check({
      ...result,
      checks: [
        skipped,
        { ...skipped, id: "image-pull" },
        { ...skipped, reason: "another" },
        { ...skipped, id: "image-pull" },
      ],
    });
    expect(stdout.split("\n").slice(1)).to.deep.equal([
      "- skipped  3 checks (headroom, image-pull): registries are left alone: --offline",
      "- skipped  Docker Hub grants more pulls to \uFFFD[2Jme: another",
      "4 skipped",
      "",
    ]);
  });

  it("names all that was not checked for one reason in one line", async () => {
    const { stderr } = await check({
      ...result,
      notShown: [
        ...result.notShown,
        { what: "Deploy site", reason: "kustomize renders it" },
        { what: "Deploy jobs", reason: "helm renders the chart" },
      ],
    });
    expect(stderr).to.equal(
      "not checked: Deploy chart, Deploy jobs: helm renders the chart\n" +
        "not checked: Deploy site: kustomize renders it\n",
    );
  });

  it("prints JSON", async () => {
    const { stdout } = await check(result, "-o", "json");
    expect(JSON.parse(stdout)).to.deep.equal({
      project: "shop",
      environment: "dev.default",
      checks: [warned, skipped],
      images: result.images,
      readers: result.readers,
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

  it("names a provider that is not covered beside one that is", async () => {
    const { code, stderr } = await check({
      ...result,
      notCovered: ["openshift"],
    });
    expect(code).to.equal(0);
    expect(stderr).to.match(/^Environment .*provider openshift .* not covered/);
  });
});
