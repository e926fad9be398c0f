import { expect } from "chai";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const module = (name: string, more: string) =>
  `kind: Module\ntype: container\nname: ${name}\n${more}\n`;

const files = {
  "project.garden.yml": `kind: Project
name: modules
environments: [{ name: dev }]
providers: [{ name: local-kubernetes, context: none }]
`,
  "good/garden.yml": module(
    "good",
    "image: nginx\nservices: [{ name: web, ports: [{ name: http, containerPort: 80 }] }]",
  ),
  "broken/garden.yml": module(
    "broken",
    "image: nginx\nvarfile: absent.env\nservices: [{ name: api }]\ntasks: [{ name: seed, command: [seed] }]",
  ),
  "after/garden.yml": module(
    "after",
    "image: nginx\nservices: [{ name: shop, dependencies: [api, web] }]",
  ),
  "chart/garden.yml":
    "kind: Module\ntype: helm\nname: chart\nchart: '${var.absent}'\n",
};

describe("a project with modules that Garden can't resolve", () => {
  after(removeFolders);

  it("is shown without them, and each says what keeps it back", async () => {
    const { code, stdout, stderr } = await cli(
      ["manifests", project(files), "--garden", core],
      { cwd: "/" },
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.match(/Deployment\/web +Deploy web +nginx /);
    const left = [...stderr.matchAll(/^not shown: (.*)$/gm)].map(
      ([, text]) => text ?? "",
    );
    expect(left.find((text) => text.startsWith("module broken"))).to.match(
      /^module broken: Could not find varfile at path 'absent\.env'/,
    );
    expect(left.find((text) => text.startsWith("module chart"))).to.match(
      /^module chart: Could not find key absent under var/,
    );
    expect(left.join("\n")).to.match(
      /Deploy api.*Run seed: it is of module broken, which can't be resolved/,
    );
    expect(left).to.include(
      "Deploy shop: it depends on Deploy api, which can't be resolved",
    );
  });
});
