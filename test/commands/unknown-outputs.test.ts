import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { cli } from "../garden/shared.js";
import { core, filesBelow, project, removeFolders } from "../garden/project.js";
import { serve, stopServers } from "../registry/serve.js";

const log = "${providers.exec.outputs.initScript.log}";

const pod = (name: string, image: string, value = "none") => `
kind: Deploy
name: ${name}
type: kubernetes
spec:
  manifests:
    - apiVersion: v1
      kind: Pod
      metadata: { name: ${name} }
      spec: { containers: [{ name: main, image: "${image}", env: [{ name: HOST, value: "${value}" }] }] }
---`;

/** Environment `config`: the provider takes an output of another one; \`actions\`: only a Deploy does; \`typed\`: where
 *  Garden wants no text. */
const files = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: outputs
environments: [{ name: config }, { name: actions }, { name: typed }]
providers:
  - { name: exec, initScript: "touch ran-init-script; echo registry.example.test" }
  - name: kubernetes
    context: nowhere
    environments: [config]
    defaultHostname: shop.${log}
    deploymentRegistry: { hostname: registry.example.test, namespace: shop }
    imagePullSecrets: [{ name: hub-login }]
  - name: kubernetes
    context: nowhere
    kubeconfig: kubeconfig.json
    environments: [actions]
    defaultHostname: shop.example.test
    deploymentRegistry: { hostname: registry.example.test, namespace: shop }
    imagePullSecrets: [{ name: hub-login }]
  - name: kubernetes
    context: nowhere
    environments: [typed]
    defaultHostname: shop.example.test
    deploymentRegistry: { hostname: registry.example.test, namespace: shop }
    forceSsl: "${log}"
`,
  "garden.yml": [
    pod("taking", `${log}/taking:1`),
    `${pod("behind", "busybox").replace(/---$/, "")}dependencies: [deploy.taking]\n---`,
    pod("own", "busybox", "${providers.kubernetes.outputs.default-hostname}"),
  ].join(""),
};

const ranIn = (folder: string) =>
  filesBelow(folder).filter((file) => file === "ran-init-script");

describe("a project that takes outputs of another provider", () => {
  after(removeFolders);
  after(stopServers);

  it("is shown with something in their place, which is named", async () => {
    const folder = project(files);
    const { code, stdout, stderr } = await cli(
      ["manifests", folder, "--garden", core, "-o", "json"],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    const { items } = JSON.parse(stdout) as {
      items: (Manifest & { spec: { containers: object[] } })[];
    };
    expect(items.map(({ spec }) => spec.containers[0])).to.deep.include.members(
      [
        {
          name: "main",
          image: "not-known-exec-initscript-log/taking:1",
          env: [{ name: "HOST", value: "none" }],
        },
        {
          name: "main",
          image: "busybox",
          env: [{ name: "HOST", value: "shop.not-known-exec-initscript-log" }],
        },
      ],
    );
    expect(stderr).to.match(
      /^not known: output exec\.initScript\.log of a provider, which provider kubernetes, Deploy taking takes: shown as not-known-exec-initscript-log; give it with --provider-output exec\.initScript\.log=<value>$/m,
    );
    expect(ranIn(folder)).to.deep.equal([]);
  });

  it("is shown with what is given", async () => {
    const { code, stdout, stderr } = await cli(
      [
        "manifests",
        "--provider-output",
        "exec.initScript.log=given.example.test",
        project(files),
        "--garden",
        core,
      ],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain("given.example.test/taking:1");
    expect(stderr).not.to.contain("not known");
  });

  it("says so where Garden refuses what stands in their place", async () => {
    const { code, stderr } = await cli(
      ["manifests", project(files), "--env", "typed", "--garden", core],
      { cwd: "/" },
    );
    expect(code).to.equal(1);
    expect(stderr)
      .to.contain("forceSsl must be a boolean")
      .and.contain("not-known-exec-initscript-log for exec.initScript.log")
      .and.contain("--provider-output <output>=<value>");
  });

  for (const args of [
    ["check"],
    ["create", "--yes"],
    ["clean", "--dry-run"],
    ["explain"],
  ])
    it(`${args.join(" ")} asks for them before it touches the cluster`, async () => {
      const folder = project(files);
      const [command = "", ...options] = args;
      expect(
        await cli([command, folder, ...options, "--garden", core], {
          cwd: "/",
        }),
      ).to.deep.include({
        code: 1,
        stdout: "",
        stderr:
          "Outputs of providers are not known, because nothing is run to find them out: exec.initScript.log, which " +
          "provider kubernetes takes. Give each with --provider-output <output>=<value>, or let Garden prepare these " +
          "providers, as a deploy does, with --prepare-providers.\n",
      });
      expect(ranIn(folder)).to.deep.equal([]);
    });

  describe("where only a Deploy takes them", () => {
    /** Checks the project against an API server that has nothing. */
    async function check(folder: string, ...options: string[]) {
      const api = await serve((_, outgoing) => {
        outgoing.writeHead(404, { "content-type": "application/json" });
        outgoing.end(
          JSON.stringify({ kind: "Status", status: "Failure", code: 404 }),
        );
      });
      const config = {
        ...{ apiVersion: "v1", kind: "Config" },
        contexts: [{ name: "nowhere", context: { cluster: "c", user: "u" } }],
        clusters: [{ name: "c", cluster: { server: api.url.origin } }],
        users: [{ name: "u", user: {} }],
      };
      const kubeconfig = path.join(folder, "kubeconfig.json");
      writeFileSync(kubeconfig, JSON.stringify(config));
      const ended = await cli(
        [
          ...["check", folder, "--garden", core, "--env", "actions"],
          ...["--offline", "-o", "json", ...options],
        ],
        { cwd: "/" },
      );
      expect(ended.stdout, ended.stderr).not.to.equal("");
      const { images, notChecked } = JSON.parse(ended.stdout) as {
        images: { image: string }[];
        notChecked: { what: string; reason: string }[];
      };
      return { images: images.map(({ image }) => image), notChecked };
    }

    it("checks the others, and names those", async () => {
      const folder = project(files);
      const { images, notChecked } = await check(folder);
      const takes =
        "takes the output exec.initScript.log of a provider, which is not known: give it with --provider-output " +
        "exec.initScript.log=<value>";
      expect(images).to.deep.equal(["busybox"]);
      expect(notChecked).to.deep.equal([
        {
          what: "Deploy behind",
          reason: `it depends on Deploy taking, which ${takes}`,
        },
        { what: "Deploy taking", reason: `it ${takes}` },
      ]);
      expect(ranIn(folder)).to.deep.equal([]);
    });

    it("checks all of them, once Garden may prepare the provider", async () => {
      const folder = project(files);
      const { images, notChecked } = await check(folder, "--prepare-providers");
      expect(notChecked).to.deep.equal([]);
      expect(images).to.contain("registry.example.test/taking:1");
      expect(ranIn(folder)).to.have.length(1);
    });
  });
});

describe("--provider-output", () => {
  for (const wrong of ["exec", "exec=secret", "exec.=secret", "=secret", ""])
    it(`refuses "${wrong}", and does not repeat it`, async () => {
      const { code, stderr } = await cli(
        ["manifests", "--provider-output", wrong],
        { cwd: "/" },
      );
      expect(code).to.equal(2);
      expect(stderr)
        .to.contain("--provider-output takes <provider>.<key>=<value>")
        .and.not.contain("secret\n");
    });
});
