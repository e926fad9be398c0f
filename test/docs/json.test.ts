import { expect } from "chai";
import { cli } from "../garden/shared.js";
import {
  core,
  exampleProject,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";
import type { CheckResult } from "../../src/commands/check/check.js";
import type { CleanResult } from "../../src/commands/clean/clean.js";
import { answering } from "../cli/stand-in.js";
import { readPage } from "./pages.js";

const { text, blocks } = readPage("docs/command-line.md");

/** The JSON below a heading of the page. */
function documented(heading: string): unknown {
  const from = text.slice(0, text.indexOf(`### ${heading}\n`)).split("\n");
  const block = blocks.find(
    ({ language, line }) => language === "json" && line > from.length,
  );
  return JSON.parse(block?.text ?? "");
}

/** The names of all fields, as `checks[].id`. */
function fieldsOf(value: unknown, place = ""): string[] {
  if (Array.isArray(value))
    return value.flatMap((each) => fieldsOf(each, `${place}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${place}.${name}`,
    ...fieldsOf(inner, `${place}.${name}`),
  ]);
}

/** What `check` finds out on a cluster. */
const checked: CheckResult = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  notCovered: [],
  checks: [
    {
      id: "headroom",
      subject: "acme",
      expected: "Docker Hub grants more pulls to acme",
      verdict: "passed",
      reason: "199 of 200 are left",
      remedy: null,
      docs: "garden-pull-secrets docs checks headroom",
    },
  ],
  images: [
    {
      image: "nginx:1",
      workloads: ["Deployment/web"],
      served: true,
      attempts: [
        { secret: "default/hub", key: "index.docker.io/v1/", username: "acme" },
      ],
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

/** What `clean` finds on a cluster. */
const found: CleanResult = {
  project: "shop",
  environment: "dev.default",
  providers: ["kubernetes"],
  notCovered: [],
  contexts: ["shop-cluster"],
  objects: [
    {
      kind: "Secret",
      namespace: "shop-dev",
      name: "dockerhub",
      uid: "u-1",
      resourceVersion: "7",
      verdict: "needed",
      reason: "something pulls with it",
      needs: [{ by: "Deployment/web", free: "garden deploy web --force" }],
      action: null,
    },
  ],
  problems: [],
  notShown: [{ what: "Deploy overlay", reason: "kustomize renders it" }],
};

describe("the JSON of docs/command-line.md", () => {
  after(removeFolders);

  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "dockerhub" },
    type: "kubernetes.io/dockerconfigjson",
    stringData: {
      ".dockerconfigjson":
        '{"auths":{"https://index.docker.io/v1/":{"username":"acme","password":"x"},"gitlab.com":{"username":"acme","password":"x"}}}',
    },
  };
  const cases: readonly {
    readonly heading: string;
    readonly args: readonly string[];
    readonly stdin?: string;
    /** What a stand-in for Garden answers. */
    readonly answer?: object;
  }[] = [
    {
      heading: "check -o json",
      args: ["check", "-o", "json"],
      answer: checked,
    },
    {
      heading: "clean -o json",
      args: ["clean", "--dry-run", "-o", "json"],
      answer: found,
    },
    {
      heading: "manifests --diff -o json",
      args: ["manifests", "--diff", "-o", "json", "--garden", core],
    },
    {
      heading: "seams -o json",
      args: ["seams", "-o", "json", "--garden", core],
    },
    {
      heading: "explain -o json",
      args: [
        "explain",
        "-o",
        "json",
        "--message",
        "429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit",
      ],
    },
    {
      heading: "check -f -o json",
      args: [
        ...["check", "-f", "-", "-o", "json"],
        ...["--image", "nginx:1", "registry.gitlab.com/acme/web"],
      ],
      stdin: JSON.stringify({
        kind: "List",
        items: [secret, { kind: "ExternalSecret", metadata: { name: "team" } }],
      }),
    },
  ];
  for (const { heading, args, stdin = "", answer } of cases)
    it(`has the fields that are printed: ${heading}`, async () => {
      const cwd =
        args[0] === "manifests" ? exampleProject("shop") : temporaryFolder();
      const { stdout, stderr } = await cli(
        answer ? [...args, "--garden", answering(answer)] : args,
        { cwd, stdin },
      );
      expect(stdout, stderr).not.to.equal("");
      const printed: unknown = JSON.parse(stdout);
      const shown = documented(heading);
      expect([...new Set(fieldsOf(shown))].sort()).to.deep.equal(
        [...new Set(fieldsOf(printed))].sort(),
      );
    });
});
