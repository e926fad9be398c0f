import { mkdirSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";
import { cli } from "../garden/shared.js";
import { core, project, removeFolders } from "../garden/project.js";

const files = {
  "project.garden.yml": `apiVersion: garden.io/v1
kind: Project
name: parts
environments: [{ name: dev }]
providers: [{ name: local-kubernetes, context: none }]
`,
  "apps/garden.yml": [
    "kind: Build\ntype: container\nname: image\nsource: { path: vendor/image }\n",
    "kind: Deploy\ntype: container\nname: web\nbuild: image\nspec: {}\n",
    "kind: Deploy\ntype: kubernetes\nname: near\nsource: { path: vendor-near }\nspec: { files: [web.yml] }\n",
    'kind: Deploy\ntype: kubernetes\nname: filled-in\nsource: { path: "${environment.name}" }\nspec: { files: [web.yml] }\n',
  ].join("---\n"),
};

const submodules = `[submodule "others"]
\tpath = others
[submodule "vendor"]
\tpath = apps/vendor
\turl = https://git.test/vendor.git
`;

/** Why each is not shown. */
async function reasons(
  more: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const folder = project({ ...files, ...more });
  // As git leaves the folder of a submodule that is not checked out.
  mkdirSync(path.join(folder, "apps", "vendor"));
  const { stderr } = await cli(["manifests", folder, "--garden", core], {
    cwd: "/",
  });
  return Object.fromEntries(
    [...stderr.matchAll(/^not shown: (.+?): (.*)$/gm)].map(
      ([, what = "", reason = ""]) => [what, reason],
    ),
  );
}

describe("an action whose folder is not there", () => {
  after(removeFolders);

  const others = {
    "Deploy near": "its folder apps/vendor-near does not exist",
    "Deploy web": "it depends on Build image, which can't be resolved",
  };

  it("is named with the folder, and with the submodule that it is in", async () => {
    const found = await reasons({ ".gitmodules": submodules });
    expect(found).to.include({
      ...others,
      "Build image":
        "its folder apps/vendor/image does not exist; apps/vendor is a git submodule: git submodule update --init",
    });
    expect(found["Deploy filled-in"]).to.contain("ENOENT");
  });

  it("is named with the folder alone where there is no submodule", async () => {
    expect(await reasons({})).to.include({
      ...others,
      "Build image": "its folder apps/vendor/image does not exist",
    });
  });
});
