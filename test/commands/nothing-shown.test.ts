import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import type { Ended } from "../garden/process.js";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const config = `apiVersion: garden.io/v1
kind: Project
name: empty
environments: [{ name: dev }]
providers: [{ name: local-kubernetes, context: none }]
`;

const kustomized = (name: string) =>
  `kind: Deploy\ntype: kubernetes\nname: ${name}\nspec: { kustomize: { path: . } }\n`;

const chart = (name: string) =>
  `kind: Deploy\ntype: helm\nname: ${name}\nspec: { chart: { path: . } }\n`;

async function shown(
  actions: string,
  change: (folder: string) => void = () => undefined,
  ...options: string[]
): Promise<Ended> {
  const folder = project({
    "project.garden.yml": config,
    ...(actions !== "" && { "garden.yml": actions }),
  });
  change(folder);
  return await cli(["manifests", folder, "--garden", core, ...options], {
    cwd: "/",
  });
}

describe("manifests where it shows no workload", () => {
  after(removeFolders);

  it("says where the provider config has no pull secrets to give", async () => {
    const said =
      /^The provider config of environment dev\.default names no imagePullSecrets, so /m;
    const without = await shown("");
    expect(without.stderr).to.match(said);
    const withSecrets = config.replace(
      "context: none",
      "context: none, imagePullSecrets: [{ name: hub }]",
    );
    const { stderr } = await shown("", (folder) =>
      writeFileSync(path.join(folder, "project.garden.yml"), withSecrets),
    );
    expect(stderr).not.to.match(said);
  });

  it("says how many actions are not known, and ends with 1", async () => {
    const two = [kustomized("a"), kustomized("b")].join("---\n");
    const { code, stdout, stderr } = await shown(two);
    expect(stdout).to.equal("");
    expect(stderr).to.match(
      /^no workload can be shown: 0 of 2 Deploys known\nnot shown: Deploy a, Deploy b: kustomize/m,
    );
    expect(code).to.equal(1);
  });

  const own = "`--all` shows the pods that Garden makes for itself";
  const helm = "`helm template` renders a chart";
  const kustomize = "`kubectl kustomize` renders a kustomization";
  for (const { title, actions, helps } of [
    { title: "a chart", actions: [chart("a")], helps: [own, helm] },
    {
      title: "a kustomization",
      actions: [kustomized("a")],
      helps: [own, kustomize],
    },
    {
      title: "both",
      actions: [chart("a"), kustomized("b")],
      helps: [own, helm, kustomize],
    },
    {
      title: "a wrong action",
      actions: [`${kustomized("a")}disabled: "\${var.absent}"\n`],
      helps: [own],
    },
  ])
    it(`says what still helps with ${title}`, async () => {
      const { stderr } = await shown(actions.join("---\n"));
      expect(stderr).to.match(/\nWhat still helps: .*\.\n$/);
      expect(stderr).to.contain(`What still helps: ${helps.join("; ")}.\n`);
    });

  it("says nothing of that where Garden's own pods are shown", async () => {
    const { code, stderr } = await shown(chart("a"), undefined, "--all");
    expect(code).to.equal(0);
    expect(stderr).not.to.contain("What still helps");
  });

  it("says that there is none, and ends with 0", async () => {
    const { code, stdout, stderr } = await shown(
      "kind: Run\ntype: exec\nname: hello\nspec: { command: [echo] }\n",
    );
    expect(stdout).to.equal("");
    expect(stderr).to.match(
      /^No workload is made: the environment has no action of a type with pods\.$/m,
    );
    expect(stderr).not.to.contain("What still helps");
    expect(code).to.equal(0);
  });

  it("names a source whose download left an empty folder, and ends with 1", async () => {
    const { code, stdout, stderr } = await shown("", (folder) => {
      const source = ".garden/sources/project/shop--0123456789";
      mkdirSync(path.join(folder, source), { recursive: true });
    });
    expect(stdout).to.equal("");
    expect(stderr).to.match(
      /^no workload can be shown: 0 of 1 source known\nnot shown: source shop: .*shop--0123456789.* delete that folder/m,
    );
    expect(code).to.equal(1);
  });
});
