import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import type { Diagnosis } from "../../src/diagnose/diagnose.js";
import { denied, event, pod, waiting } from "../diagnose/cluster-objects.js";
import { answering } from "./stand-in.js";
import { cli } from "../garden/process.js";
import {
  removeFolders,
  repository,
  temporaryFolder,
} from "../garden/project.js";
import { isThere } from "../left-out.js";

const failure = `Failed to pull image "shop/api:1": ${denied}`;
const throttled =
  'Failed to pull image "nginx:1.27": unexpected status from GET request to https://registry-1.docker.io/v2/library/nginx/manifests/1.27: 429 Too Many Requests\n' +
  "toomanyrequests: You have reached your pull rate limit as 'jane': dckr_jti_Zx9. You may increase the limit by upgrading.";
const explained = {
  message: throttled
    .replace("jane", "<user>")
    .replace("dckr_jti_Zx9", "dckr_jti_<id>"),
  image: "docker.io/library/nginx:1.27",
  registry: "docker.io",
  failed: { part: "registry", host: "registry-1.docker.io" },
  cause: "rate-limit-authenticated",
  causes: ["rate-limit-authenticated"],
  credentialSent: true,
  remedy:
    "Use an account with a higher limit at docker.io, a mirror, or wait until the limit's window is over.",
};

describe("explain", () => {
  let cwd: string;
  before(() => {
    cwd = temporaryFolder();
  });
  after(removeFolders);

  async function explain(args: readonly string[], stdin?: string) {
    return await cli(["explain", ...args], {
      cwd,
      ...(stdin !== undefined && { stdin }),
    });
  }

  /** What is printed as JSON, where all went well. */
  async function json(args: readonly string[], stdin?: string) {
    const { stdout, ...rest } = await explain([...args, "-o", "json"], stdin);
    expect(rest).to.deep.equal({ code: 0, signal: null, stderr: "" });
    return JSON.parse(stdout) as Diagnosis | Diagnosis[];
  }

  async function causes(args: readonly string[], stdin?: string) {
    const result = await json(args, stdin);
    return Array.isArray(result)
      ? result.map(({ cause }) => cause)
      : result.cause;
  }

  it("prints one object for --message, without user and id", async () => {
    expect(await json(["--message", throttled])).to.deep.equal(explained);
    expect(await json(["--message", "-"], `${throttled}\n`)).to.deep.equal(
      explained,
    );
  });

  it("knows that --message is of a failed pull, and asks each line of standard input", async () => {
    const message = "503 Service Unavailable";
    expect(await causes(["--message", message])).to.equal("registry-error");
    expect(await causes([], message)).to.deep.equal(["not-a-pull-failure"]);
  });

  it("takes all of standard input as one message, whatever its lines", async () => {
    expect(await causes(["--message", "-"], `Warning\n\n${failure}`)).to.equal(
      "not-found-or-private",
    );
  });

  it("prints a list for the lines of standard input, in their order", async () => {
    const stdin = `${throttled}\nBack-off restarting failed container\n${failure}\n`;
    const result = await json([], stdin);
    expect(result).to.be.an("array").with.length(3);
    expect((result as Diagnosis[])[0]).to.deep.equal(explained);
    expect(await causes([], stdin)).to.deep.equal([
      "rate-limit-authenticated",
      "not-a-pull-failure",
      "not-found-or-private",
    ]);
    expect(await json([], "")).to.deep.equal([]);
  });

  const objects = [
    pod("web-1", {
      initContainerStatuses: [waiting("shop/api:1", "ErrImagePull", denied)],
    }),
    event(
      "FailedToRetrieveImagePullSecret",
      "Unable to retrieve some image pull secrets (a); attempting to pull the image may not succeed.",
    ),
    event("BackOff", "Back-off restarting failed container"),
  ];
  const list = { apiVersion: "v1", kind: "List", items: objects };
  const ofObjects = ["not-found-or-private", "secret-missing"];

  it("takes pods and events from a file and from standard input, as JSON and as YAML", async () => {
    writeFileSync(path.join(cwd, "all.json"), JSON.stringify(list));
    writeFileSync(
      path.join(cwd, "all.yaml"),
      objects.map((object) => stringify(object)).join("---\n"),
    );
    expect(await causes(["-f", "all.json"])).to.deep.equal(ofObjects);
    expect(await causes(["-f", "all.yaml"])).to.deep.equal(ofObjects);
    expect(await causes(["-f", "-"], stringify(list))).to.deep.equal(ofObjects);
    expect(await causes(["-f", "-"], JSON.stringify(objects[0]))).to.deep.equal(
      ["not-found-or-private"],
    );
  });

  it("takes a list of the API server's, whose items have no kind", async () => {
    const items = objects
      .slice(1)
      .map((object) => ({ ...object, kind: undefined }));
    const stdin = JSON.stringify({ kind: "EventList", items });
    expect(await causes(["-f", "-"], stdin)).to.deep.equal(["secret-missing"]);
  });

  it("takes what Windows PowerShell 5.1 writes behind >: UTF-16", async () => {
    const text = JSON.stringify(list);
    writeFileSync(path.join(cwd, "plain.json"), text);
    writeFileSync(
      path.join(cwd, "powershell.json"),
      Buffer.from(`\uFEFF${text}`, "utf16le"),
    );
    expect(await json(["-f", "powershell.json"])).to.deep.equal(
      await json(["-f", "plain.json"]),
    );
  });

  it("takes an array of pods and events, without a List around it", async () => {
    expect(await causes(["-f", "-"], stringify(objects))).to.deep.equal(
      ofObjects,
    );
  });

  it("takes what kubectl describe pod prints", async () => {
    const described = (name: string, ...rows: string[]) =>
      [
        `Name:             ${name}`,
        "Namespace:        shop",
        "Containers:",
        "  web:",
        "    Image:        shop/api:1",
        "Events:",
        "  Type     Reason     Age                From               Message",
        "  ----     ------     ----               ----               -------",
        "  Normal   Scheduled  36s                default-scheduler  Successfully assigned shop/web-1 to node",
        ...rows,
        "",
      ].join("\n");
    const stdin = [
      described(
        "web-1",
        `  Warning  Failed     18s (x2 over 33s)  kubelet            ${throttled}`,
        "  Warning  Failed     18s (x2 over 33s)  kubelet            Error: ErrImagePull",
      ),
      described(
        "web-2",
        `  Warning  Failed     <invalid>          kubelet            ${failure}`,
      ),
    ].join("\n\n");
    const found = (await json(["-f", "-"], stdin)) as (Diagnosis & {
      pod: string;
    })[];
    expect(
      found.map(({ pod, cause, message }) => [pod, cause, message]),
    ).to.deep.equal([
      ["web-1", "rate-limit-authenticated", explained.message],
      ["web-2", "not-found-or-private", failure],
    ]);
  });

  it("reads the status of objects that are no pods", async () => {
    const condition = { type: "Ready", status: "False" };
    const service = {
      apiVersion: "serving.knative.dev/v1",
      kind: "Service",
      status: {
        conditions: [
          { ...condition, message: throttled },
          { ...condition, type: "ConfigurationsReady", message: throttled },
          { ...condition, message: "Waiting for load balancer" },
          { ...condition, status: "True", message: failure },
        ],
      },
    };
    expect(
      await causes(["-f", "-"], JSON.stringify([service, ...objects])),
    ).to.deep.equal([...ofObjects, "rate-limit-authenticated"]);
  });

  const service = { apiVersion: "v1", kind: "Service", metadata: {} };
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { annotations: { note: failure } },
    spec: {
      template: {
        spec: { containers: [{ env: [{ name: "P", value: "s3cret" }] }] },
      },
    },
    status: { conditions: [{ status: "False", message: "no pod is ready" }] },
  };

  it("looks at pods among objects of all kinds, as kubectl get all prints them", async () => {
    const all = [service, deployment, ...objects];
    for (const given of [
      JSON.stringify(all),
      stringify({ ...list, items: all }),
    ]) {
      expect(await causes(["-f", "-"], given)).to.deep.equal(ofObjects);
      expect(await causes([], given)).to.deep.equal(ofObjects);
    }
  });

  it("reads no object as text, whose spec may hold credentials", async () => {
    for (const args of [["-f", "-"], []])
      expect(
        await explain(args, JSON.stringify(deployment, null, 2)),
      ).to.deep.equal({
        code: 1,
        signal: null,
        stdout: "",
        stderr:
          "standard input holds an object of kind Deployment (apps). Give what `kubectl get events -o json` or `kubectl get pods -o json` prints.\n",
      });
  });

  it("says it in words, and the message below", async () => {
    const ended = await explain([], throttled);
    expect(ended).to.deep.equal({
      code: 0,
      signal: null,
      stderr: "",
      stdout: `The pull limit of the account whose credential was sent is used up (429).
  Image:       docker.io/library/nginx:1.27
  Registry:    docker.io
  Credential:  one was sent
  Do:          ${explained.remedy}
  Message:     ${explained.message.replace("\n", `\n${" ".repeat(15)}`)}
`,
    });
  });

  it("names pod and namespace of what it was given with -f", async () => {
    const { stdout } = await explain(["-f", "-"], JSON.stringify(list));
    expect(stdout.match(/ Pod: .*/g)).to.deep.equal([
      " Pod:         web-1 in namespace shop",
      " Pod:         web-1 in namespace shop",
    ]);
  });

  it("leaves out in words what is no failed pull", async () => {
    const both = await explain([], `Started container\n${failure}`);
    expect(both.stdout).not.to.contain("Started");
    expect(both.stdout).to.contain("shop/api:1");
    const none = await explain([], "Started container");
    expect(none).to.deep.equal({
      code: 0,
      signal: null,
      stdout: "",
      stderr:
        "Whether a pull failed is not known: nothing here tells of one. Ask the cluster: " +
        "kubectl get events,pods -o json | garden-pull-secrets explain -f -\n",
    });
  });

  it("reads text as messages, and objects as such, whatever they are given for", async () => {
    const described = [
      "Name:         web-1",
      "Namespace:    shop",
      "Containers:",
      "  web:",
      "    State:    Waiting",
      "      Reason: ImagePullBackOff",
      "Events:",
      "  Type     Reason  Age  From     Message",
      "  ----     ------  ---- ----     -------",
      `  Warning  Failed  1m   kubelet  ${failure}`,
      '  Normal   BackOff 1m   kubelet  Back-off pulling image "shop/api:1"',
    ].join("\n");
    for (const given of [
      described,
      JSON.stringify(list),
      `\n${stringify(list)}`,
    ])
      expect(await json([], given)).to.deep.equal(
        await json(["-f", "-"], given),
      );
    const log = `started\n${failure}\n`;
    expect(await json(["-f", "-"], log)).to.deep.equal(await json([], log));
  });

  it("says once what a log repeats, without the back-offs of what is explained", async () => {
    const backOff = 'Back-off pulling image "shop/api:1"';
    const other = failure.replaceAll("shop/api", "shop/web");
    const { stdout } = await explain(
      [],
      [failure, backOff, `again: ${failure}`, other].join("\n"),
    );
    expect(stdout.match(/ Image: .*/g)).to.deep.equal([
      " Image:       docker.io/shop/api:1",
      " Image:       docker.io/shop/web:1",
    ]);
  });

  it("puts together what somebody has wrapped", async () => {
    const wrapped = failure
      .replace(" desc = ", "\ndesc = ")
      .replaceAll(/(?<=[a-z]:) /g, "\n");
    expect(wrapped.split("\n")).to.have.length.above(2);
    expect(await causes([], wrapped)).to.deep.equal(["not-found-or-private"]);
  });

  it("lets no message steer the terminal", async () => {
    const { stdout } = await explain([], `${failure}\u001b[2J\u0007`);
    expect(stdout).to.contain("failed[2J\n");
    expect(stdout).not.to.contain("\u001b");
  });

  const kubectl =
    "Give what `kubectl get events -o json` or `kubectl get pods -o json` prints.";
  const wrong: readonly {
    title: string;
    args: readonly string[];
    stdin?: string;
    stderr: string;
    code?: number;
  }[] = [
    {
      title: "a message and a file, as wrong usage",
      args: ["--message", "a", "-f", "-"],
      stderr: "Give a project's folder, --message or -f, not two of them.",
      code: 2,
    },
    {
      title: "a file that is not there",
      args: ["-f", "nowhere"],
      stderr: `nowhere: no such file. ${kubectl}`,
    },
    {
      title: "a folder",
      args: ["-f", "folder"],
      stderr: `folder: this is a folder. ${kubectl}`,
    },
    {
      title: "what is neither JSON nor YAML, without quoting it",
      args: ["-f", "-"],
      stdin: 'a: b\n"s3cret',
      stderr:
        "standard input is neither YAML nor JSON, from line 2, column 8 on: a quotation mark or a bracket before is not closed.",
    },
    {
      title: "an alias without its anchor, without quoting it",
      args: ["-f", "-"],
      stdin: "a: *s3cret",
      stderr:
        "standard input is neither YAML nor JSON: its aliases can't be resolved.",
    },
    {
      title: "a key that is a list, without quoting it",
      args: ["-f", "-"],
      stdin: "? [s3cret, b]\n: c\n",
      stderr: `standard input holds something without a kind. ${kubectl}`,
    },
    {
      title: "an unknown tag, without quoting it",
      args: ["-f", "-"],
      stdin: "a: !s3cret b\n",
      stderr: `standard input holds something without a kind. ${kubectl}`,
    },
    {
      title: "an object of another kind",
      args: ["-f", "-"],
      stdin: '{"kind":"Secret","data":{"a":"s3cret"}}',
      stderr: `standard input holds an object of kind Secret. ${kubectl}`,
    },
    {
      title: "nothing",
      args: ["-f", "-"],
      stdin: "",
      stderr: `standard input holds no pod and no event. ${kubectl}`,
    },
    {
      title: "a List with nothing in it",
      args: ["-f", "-"],
      stdin: '{"apiVersion":"v1","kind":"List","items":[]}',
      stderr:
        "standard input holds no pod and no event. Events last an hour: give the pods, as `kubectl get pods -o json` prints them.",
    },
    {
      title: "a description without events",
      args: ["-f", "-"],
      stdin: "Name:         web-1\nNamespace:    shop\nEvents:       <none>\n",
      stderr:
        "standard input describes no event. Events last an hour: give the pods, as `kubectl get pods -o json` prints them.",
    },
    {
      title: "an object of another group, whose conditions tell of no pull",
      args: ["-f", "-"],
      stdin:
        '{"apiVersion":"apps/v1","kind":"Deployment","status":{"conditions":[{"status":"False","message":"Deployment does not have minimum availability."}]}}',
      stderr: `standard input holds an object of kind Deployment (apps). ${kubectl}`,
    },
    {
      title: "an object whose group is no group",
      args: ["-f", "-"],
      stdin: '{"apiVersion":"S3cret/v1","kind":"Secret"}',
      stderr: `standard input holds an object of kind Secret. ${kubectl}`,
    },
    {
      title: "a value that is no object",
      args: ["-f", "-"],
      stdin: "s3cret",
      stderr: `standard input holds something without a kind. ${kubectl}`,
    },
  ];
  for (const { title, args, stdin, stderr, code = 1 } of wrong) {
    it(`refuses ${title}`, async () => {
      mkdirSync(path.join(cwd, "folder"), { recursive: true });
      expect(await explain(args, stdin)).to.deep.equal({
        code,
        signal: null,
        stdout: "",
        stderr: `${stderr}\n`,
      });
    });
  }

  for (const { title, namespaces, code, end } of [
    {
      title: "fails where no pod could be looked at",
      namespaces: ["shop-dev"],
      code: 1,
      end: "No pod could be looked at.\n",
    },
    {
      title: "goes on where one namespace can't be looked at",
      namespaces: ["shop-dev", "garden-system"],
      code: 0,
      end: "There is no failed image pull in what was looked at.\n",
    },
  ]) {
    it(title, async () => {
      const problem = "Failed listing pods and events in namespace 'shop-dev'.";
      const garden = answering({
        project: "shop",
        environment: "dev.default",
        providers: ["kubernetes"],
        notCovered: [],
        diagnoses: [],
        namespaces,
        notShown: [],
        problems: [problem],
      });
      const ended = await explain([".", "--garden", garden]);
      expect(ended).to.deep.include({
        code,
        stderr: `${problem}\n${end}`,
      });
    });
  }

  if (isThere("script"))
    it("refuses to wait for what is typed on a terminal", () => {
      const program = path.join(repository, "dist", "cli", "main.js");
      const { status, stdout } = spawnSync(
        "script",
        [
          "--quiet",
          "--return",
          "--command",
          `${process.execPath} ${program} explain`,
          "/dev/null",
        ],
        { cwd, encoding: "utf8", input: "" },
      );
      expect(stdout).to.match(/^Nothing to explain\. Pipe messages into it/);
      expect(status).to.equal(2);
    });

  it("refuses an unknown format as wrong usage", async () => {
    const { code, stderr } = await explain(["-o", "yaml"], "");
    expect({ code }).to.deep.equal({ code: 2 });
    expect(stderr).to.contain("Allowed choices are text, json.");
  });
});
