import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { CreatePlan } from "../../src/commands/create/create.js";
import type { CreateAnswer } from "../../src/commands/create/plan-secret.js";
import type { Ended } from "../garden/process.js";
import { cli } from "../garden/shared.js";
import {
  core,
  project,
  removeFolders,
  temporaryFolder,
} from "../garden/project.js";
import { helperFolder, keeps } from "../registry/helpers.js";
import { answering, standIn } from "./stand-in.js";

const password = "hunter2-hunter2";
const auth = Buffer.from(`me:${password}`).toString("base64");
const hub = "https://index.docker.io/v1/";

const plan = {
  context: "shop",
  name: "hub",
  namespace: "creds",
  registries: [{ registry: "docker.io", username: "me" }],
  notShown: [],
  without: [{ registry: "gcr.io", reason: "docker has no login for it" }],
  exists: true,
  kept: ["ghcr.io"],
  listed: true,
};

const described = `Context:     shop
Namespace:   creds
Secret:      hub (is there, and is changed; ghcr.io stays as it is)
Registries:  docker.io as me
Left out:    gcr.io: docker has no login for it
`;
const lines = `imagePullSecrets:
  - name: hub
    namespace: creds
`;

describe("create", () => {
  let dockerConfig: string;
  let programs: string;
  before(() => {
    dockerConfig = temporaryFolder();
    writeFileSync(
      path.join(dockerConfig, "config.json"),
      JSON.stringify({
        auths: { [hub]: { auth } },
        credHelpers: { "ghcr.io": "keeper", "azure.test": "token" },
      }),
    );
    programs = helperFolder({
      keeper: keeps("ghcr.io", "helped", password),
      token: `echo '{"Username":"<token>","Secret":"${password}"}'`,
    });
    // Whoever calls it, fails the test.
    writeFileSync(
      path.join(programs, "kubectl"),
      `#!/bin/sh\necho "kubectl $@" >&2\nexit 1\n`,
      { mode: 0o755 },
    );
  });
  after(removeFolders);

  async function create(...args: string[]): Promise<Ended> {
    const ended = await cli(["create", ...args], {
      cwd: temporaryFolder(),
      env: {
        PATH: `${programs}${path.delimiter}${process.env["PATH"] ?? ""}`,
        DOCKER_CONFIG: dockerConfig,
        KUBECONFIG: path.join(dockerConfig, "none"),
      },
    });
    expect(ended.stderr).not.to.contain(password);
    expect(ended.stderr).not.to.contain(auth);
    return ended;
  }

  const named = ["--name", "hub", "--namespace", "creds"];

  /** The docker config in the Secret that was printed. */
  function printedConfig({ stdout }: Ended): unknown {
    const secret = parse(stdout) as { data: Record<string, string> };
    const config = secret.data[".dockerconfigjson"] ?? "";
    expect({ ...secret, data: {} }).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "hub", namespace: "creds" },
      type: "kubernetes.io/dockerconfigjson",
      data: {},
    });
    return JSON.parse(Buffer.from(config, "base64").toString());
  }

  it("prints the Secret without a project, Garden or a cluster", async () => {
    const ended = await create(
      ...named,
      ...["--registry", "docker.io", "--registry", "ghcr.io", "-o", "yaml"],
    );
    expect(ended.stderr).to.equal(
      "Namespace:   creds\nSecret:      hub\n" +
        "Registries:  docker.io as me\n             ghcr.io as helped\n",
    );
    expect(ended.code).to.equal(0);
    expect(printedConfig(ended)).to.deep.equal({
      auths: {
        [hub]: { auth },
        "ghcr.io": {
          auth: Buffer.from(`helped:${password}`).toString("base64"),
        },
      },
    });
  });

  it("prints the Secret that a project's list names, without a cluster", async () => {
    const folder = project({
      "project.garden.yml": `
apiVersion: garden.io/v1
kind: Project
name: shop
environments: [{ name: dev }]
providers:
  - name: local-kubernetes
    imagePullSecrets: [{ name: hub, namespace: creds }]
---
kind: Deploy
type: container
name: web
spec: { image: acme/web:1.0 }
`,
    });
    const ended = await create(folder, "--garden", core, "-o", "yaml");
    expect(ended.stderr).to.equal(
      "Namespace:   creds\nSecret:      hub\nRegistries:  docker.io as me\n",
    );
    expect(ended.code).to.equal(0);
    expect(printedConfig(ended)).to.deep.equal({ auths: { [hub]: { auth } } });
  });

  it("says what to give where there is no project", async () => {
    const garden = standIn(
      `console.error("no project here"); process.exit(1);`,
    );
    const args = ["--name", "hub", "--registry", "docker.io", "-o", "yaml"];
    expect(await create(...args, "--garden", garden)).to.deep.equal({
      code: 1,
      signal: null,
      stdout: "",
      stderr:
        "With --name, --namespace and --registry, -o yaml needs neither a project nor Garden.\nno project here\n",
    });
  });

  it("refuses an identity token, and a registry without a login", async () => {
    const args = ["--registry", "azure.test", "quay.io", "-o", "yaml"];
    expect(await create(...named, ...args)).to.deep.equal({
      code: 1,
      signal: null,
      stdout: "",
      stderr:
        "azure.test: docker holds an identity token for it, which a node can't use: log in with a password or an " +
        "access token (docker login --username), and run this again\n" +
        "quay.io: docker has no login for it on this machine; to log in: docker login quay.io\n",
    });
  });

  it("refuses what is no host", async () => {
    for (const registry of ["foo bar", "a.test:port", ""]) {
      const args = ["--registry", registry, "-o", "yaml"];
      expect(await create(...named, ...args)).to.deep.equal({
        code: 1,
        signal: null,
        stdout: "",
        stderr: `'${registry}' is no registry: give a host, with its port if it has one, such as ghcr.io or registry.example.com:5000.\n`,
      });
    }
  });

  const noSecret =
    `--name: "BAD NAME" can't be the name of a Secret. Did you mean "bad-name"? Allowed are lower-case letters, digits, ` +
    `"-" and "."; it starts and ends with a letter or digit, and so does each part between dots.`;
  const noNamespace =
    `--namespace: "Y/z" can't be the name of a namespace. Allowed are lower-case letters, digits and "-"; it starts and ` +
    `ends with a letter or digit.`;
  for (const { title, args, problems } of [
    {
      title: "printed without a project",
      args: [
        ...["--name", "BAD NAME", "--namespace", "Y/z"],
        ...["--registry", "docker.io", "-o", "yaml"],
      ],
      problems: [noSecret, noNamespace],
    },
    {
      title: "printed for a project",
      args: ["--name", "BAD NAME", "-o", "yaml"],
      problems: [noSecret],
    },
    {
      title: "written",
      args: ["--namespace", "Y/z", "--yes"],
      problems: [noNamespace],
    },
  ])
    it(`refuses as wrong usage names that Kubernetes does not take: ${title}`, async () => {
      const garden = standIn("process.exit(3);");
      expect(await create(...args, "--garden", garden)).to.deep.equal({
        code: 2,
        signal: null,
        stdout: "",
        stderr: problems.map((problem) => `${problem}\n`).join(""),
      });
    });

  const answer = (result: CreateAnswer<CreatePlan>) => [
    "--garden",
    answering(result),
  ];

  it("says what Garden's process did, and prints the lines of the config", async () => {
    expect(await create("--yes", ...answer({ plan }))).to.deep.equal({
      code: 0,
      signal: null,
      stdout: lines,
      stderr: `${described}Written.\nThe provider config names it already:\n`,
    });
  });

  it("says so where nothing is written, and where the provider config does not name the Secret yet", async () => {
    const unlisted = { plan: { ...plan, listed: false } };
    expect(await create("--dry-run", ...answer(unlisted))).to.deep.equal({
      code: 0,
      signal: null,
      stdout: lines,
      stderr: `${described}Nothing was written: --dry-run.\nFor the provider in project.garden.yml:\n`,
    });
  });

  it("says why there is no plan", async () => {
    const problem = "choose one with --name.";
    expect(await create("--yes", ...answer({ problem }))).to.deep.include({
      code: 1,
      stdout: "",
      stderr: `${problem}\n`,
    });
  });

  it("refuses as wrong usage to write where nobody can be asked", async () => {
    expect(await create()).to.deep.equal({
      code: 2,
      signal: null,
      stdout: "",
      stderr:
        "create writes to a cluster, and there is no terminal to ask at: give --yes or --dry-run.\n",
    });
  });
});
