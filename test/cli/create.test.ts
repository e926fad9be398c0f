import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { CreateResult } from "../../src/commands/create/create.js";
import { cli, type Ended } from "../garden/process.js";
import { removeFolders, temporaryFolder } from "../garden/project.js";
import { helperFolder, keeps } from "../registry/helpers.js";
import { answering } from "./stand-in.js";

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
    // It writes down how it was called, and what it was given.
    writeFileSync(
      path.join(programs, "kubectl"),
      `#!/bin/sh
echo "$@" >> "$KUBECTL_LOG"
case $1 in
  get) cat "$KUBECTL_SECRET" ;;
  apply) cat >> "$KUBECTL_LOG" ;;
  *) exit 1 ;;
esac
`,
      { mode: 0o755 },
    );
  });
  after(removeFolders);

  interface Kubectl {
    readonly ended: Ended;
    readonly log: string;
  }

  async function create(
    args: readonly string[],
    existing: object | null = null,
  ): Promise<Kubectl> {
    const folder = temporaryFolder();
    const log = path.join(folder, "log");
    const secret = path.join(folder, "secret");
    writeFileSync(log, "");
    writeFileSync(secret, existing === null ? "" : JSON.stringify(existing));
    const ended = await cli(["create", ...args], {
      cwd: folder,
      env: {
        PATH: `${programs}${path.delimiter}${process.env["PATH"] ?? ""}`,
        DOCKER_CONFIG: dockerConfig,
        KUBECTL_LOG: log,
        KUBECTL_SECRET: secret,
      },
    });
    expect(ended.stderr).not.to.contain(password);
    expect(ended.stderr).not.to.contain(auth);
    return { ended, log: readFileSync(log, "utf8") };
  }

  const inContext = [
    "--context",
    "shop",
    "--name",
    "hub",
    "--namespace",
    "creds",
  ];

  it("in a context applies what docker has, by kubectl, which gets it on stdin", async () => {
    const { ended, log } = await create([
      ...inContext,
      "--yes",
      ...["--registry", "docker.io", "--registry", "ghcr.io"],
    ]);
    expect(ended).to.deep.equal({
      code: 0,
      signal: null,
      stdout: lines,
      stderr:
        "Context:     shop\nNamespace:   creds\nSecret:      hub (is made)\n" +
        "Registries:  docker.io as me\n             ghcr.io as helped\n" +
        "Written.\nFor the provider in project.garden.yml:\n",
    });
    const [get, apply, written = ""] = log.split("\n");
    expect([get, apply]).to.deep.equal([
      "get secret hub --ignore-not-found --output=json --context=shop --namespace=creds",
      "apply --server-side --force-conflicts --filename=- --field-manager=garden-pull-secrets --context=shop",
    ]);
    const { data } = JSON.parse(written) as { data: Record<string, string> };
    const config = Buffer.from(data[".dockerconfigjson"] ?? "", "base64");
    expect(JSON.parse(config.toString())).to.deep.equal({
      auths: {
        [hub]: { auth },
        "ghcr.io": {
          auth: Buffer.from(`helped:${password}`).toString("base64"),
        },
      },
    });
  });

  it("writes nothing with --dry-run", async () => {
    const { ended, log } = await create([
      ...inContext,
      ...["--registry", "docker.io", "--dry-run"],
    ]);
    expect(ended.stderr).to.contain("Nothing was written: --dry-run.\n");
    expect(log).not.to.contain("apply");
    expect(ended.code).to.equal(0);
  });

  it("prints the Secret to a pipe, and writes nothing", async () => {
    const { ended, log } = await create([
      ...inContext,
      ...["--registry", "docker.io", "-o", "yaml"],
    ]);
    const config = JSON.stringify({ auths: { [hub]: { auth } } });
    expect(parse(ended.stdout)).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "hub", namespace: "creds" },
      type: "kubernetes.io/dockerconfigjson",
      data: { ".dockerconfigjson": Buffer.from(config).toString("base64") },
    });
    expect(log).not.to.contain("apply");
  });

  it("refuses an identity token, a registry without a login, and a Secret of another type", async () => {
    const token = await create([
      ...inContext,
      "--yes",
      ...["--registry", "azure.test", "quay.io"],
    ]);
    expect(token.ended).to.deep.equal({
      code: 1,
      signal: null,
      stdout: "",
      stderr:
        "azure.test: docker holds an identity token for it, which a node can't use: log in with a password or an " +
        "access token (docker login --username), and run this again\n" +
        "quay.io: docker has no login for it on this machine; to log in: docker login quay.io\n",
    });
    expect(token.log).to.equal("");
    const opaque = await create(
      [...inContext, "--yes", "--registry", "docker.io"],
      { type: "Opaque" },
    );
    expect(opaque.ended.code).to.equal(1);
    expect(opaque.ended.stderr).to.contain("is of type Opaque");
    expect(opaque.log).not.to.contain("apply");
  });

  it("refuses what is no host", async () => {
    for (const registry of ["foo bar", "a.test:port", "me@a.test", ""]) {
      const { ended, log } = await create([
        ...inContext,
        "--yes",
        ...["--registry", registry],
      ]);
      expect(ended).to.deep.equal({
        code: 1,
        signal: null,
        stdout: "",
        stderr: `'${registry}' is no registry: give a host, with its port if it has one, such as ghcr.io or registry.example.com:5000.\n`,
      });
      expect(log).to.equal("");
    }
  });

  const answer = (result: CreateResult) => ["--garden", answering(result)];

  it("in a project says what Garden's process did, and prints the lines of the config", async () => {
    const { ended } = await create(["--yes", ...answer({ plan })]);
    expect(ended).to.deep.equal({
      code: 0,
      signal: null,
      stdout: lines,
      stderr: `${described}Written.\nThe provider config names it already:\n`,
    });
  });

  it("in a project prints the Secret of this machine's logins, which Garden's process does not hand out", async () => {
    const { ended } = await create(["-o", "yaml", ...answer({ plan })]);
    expect(ended.code).to.equal(0);
    expect((parse(ended.stdout) as { kind: string }).kind).to.equal("Secret");
  });

  it("says why there is no plan", async () => {
    const problem = "choose one with --name.";
    const { ended } = await create(["--yes", ...answer({ problem })]);
    expect(ended).to.deep.include({
      code: 1,
      stdout: "",
      stderr: `${problem}\n`,
    });
  });

  const wrong = [
    {
      title: "nobody to ask",
      args: [] as string[],
      stderr:
        "create writes to a cluster, and there is no terminal to ask at: give --yes or --dry-run.\n",
    },
    {
      title: "a context and a project",
      args: ["--context", "shop", "--env", "dev"],
      stderr:
        "--context works without a project: leave [dir], --env, --garden, --provider-output and --prepare-providers out.\n",
    },
    {
      title: "a context alone",
      args: ["--context", "shop", "--yes"],
      stderr:
        "--context works without a project: it needs --name and --registry.\n",
    },
  ];
  for (const { title, args, stderr } of wrong) {
    it(`refuses ${title} as wrong usage`, async () => {
      const { ended } = await create(args);
      expect(ended).to.deep.equal({
        code: 2,
        signal: null,
        stdout: "",
        stderr,
      });
    });
  }
});
