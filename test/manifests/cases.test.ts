import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import type { Manifest } from "../../src/manifests/pod-specs.js";
import { withPullSecretsInManifest } from "../../src/manifests/with-pull-secrets.js";
import { deepFreeze } from "./deep-freeze.js";

interface Case {
  readonly title: string;
  readonly input: Manifest;
  /** Missing where the manifest must stay as it is. */
  readonly expected?: Manifest;
}

const folder = new URL("cases/", import.meta.url);

/** A case is a file: its title in a comment, the manifest, and after `---` what becomes of it. */
function readCase(file: string): Case {
  const text = readFileSync(new URL(file, folder), "utf8");
  const title = /^# (.+)/.exec(text)?.[1] ?? file;
  const documents = parseAllDocuments(text).map(
    (document) => document.toJS() as Manifest,
  );
  const [input, expected] = documents;
  if (input === undefined || documents.length > 2) {
    throw new Error(`${file} must hold one or two manifests`);
  }
  return expected === undefined ? { title, input } : { title, input, expected };
}

describe("withPullSecretsInManifest", () => {
  const references = [{ name: "dockerhub" }, { name: "team-registry" }];
  const cases = readdirSync(folder).sort().map(readCase);

  for (const { title, input, expected } of cases) {
    it(`${expected === undefined ? "leaves" : "changes"} ${title}`, () => {
      const output = withPullSecretsInManifest(deepFreeze(input), references);
      if (expected === undefined) expect(output).to.equal(input);
      else expect(output).to.deep.equal(expected);
    });

    it(`adds nothing the second time to ${title}`, () => {
      const once = withPullSecretsInManifest(input, references);
      expect(withPullSecretsInManifest(once, references)).to.equal(once);
    });
  }
});
