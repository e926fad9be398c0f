import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { removeFolders, repository } from "../garden/project.js";
import { consumerOf } from "./consumer.js";

const tsc = path.join(repository, "node_modules", "typescript", "bin", "tsc");
const refused =
  'Failed to pull image "gardendev/k8s-sync:0.1.5": failed to copy: httpReadSeeker: failed open: unexpected status code ' +
  "https://registry-1.docker.io/v2/gardendev/k8s-sync/manifests/sha256:0123: 429 Too Many Requests - Server message: " +
  "toomanyrequests: You have reached your unauthenticated pull rate limit.";

describe("the library, packed", () => {
  let folder: string;
  before(() => {
    folder = consumerOf("library");
  });
  after(removeFolders);

  const node = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
    });
    expect(status, stdout + stderr).to.equal(0);
    return stdout;
  };

  it("compiles into a strict consumer, which has no @kubernetes/client-node", () => {
    node(tsc, "--project", ".");
  });

  it("does what its example says", () => {
    const output = node(
      "out/main.js",
      "manifests.yaml",
      "secrets.yaml",
      refused,
    );
    const [manifests, images, explained] = output.split("\n\n");
    expect(manifests).to.match(
      /^ {6}imagePullSecrets:\n {8}- name: web-team\n {8}- name: dockerhub\n {8}- name: shop-registry\n {6}\w/m,
    );
    expect(manifests?.match(/imagePullSecrets/g)).to.have.length(1);
    expect(images?.split("\n")).to.deep.equal([
      "busybox:1.36: Secret dockerhub, as shop-robot",
      "registry.example.test/acme/web:1.0: Secret shop-registry, as acme-deploy",
      "quay.io/acme/metrics:2.1: no Secret serves it",
    ]);
    expect(explained).to.match(
      /^docker\.io\/gardendev\/k8s-sync:0\.1\.5: The registry's limit for anonymous pulls .*\nGive the pod a credential for docker\.io: /,
    );
    expect(output).not.to.contain("not-a-real-token");
  });

  it("documents each of its exports", () => {
    const entry = path.join(
      folder,
      "node_modules/garden-pull-secrets/dist/index.d.ts",
    );
    const program = ts.createProgram([entry], {
      module: ts.ModuleKind.NodeNext,
    });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(entry);
    const symbol = source && checker.getSymbolAtLocation(source);
    const exported = symbol ? checker.getExportsOfModule(symbol) : [];
    expect(exported).not.to.be.empty;
    const bare = exported
      .map((each) => checker.getAliasedSymbol(each))
      .filter((each) => each.getDocumentationComment(checker).length === 0)
      .map(({ name }) => name);
    expect(bare).to.deep.equal([]);
  });
});
