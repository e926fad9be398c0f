import { readFileSync } from "node:fs";
import path from "node:path";
import type { V1Role } from "@kubernetes/client-node";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import { copyMetadata } from "../../src/secrets/marker.js";
import { repository } from "../garden/project.js";
import { readPage } from "./pages.js";

const { text } = readPage("docs/cluster.md");

describe("docs/cluster.md", () => {
  it("names each label and annotation of a copy, and no other", () => {
    const before = { metadata: { name: "hub", namespace: "shop-dev" } };
    const source = { metadata: { name: "hub", namespace: "default" } };
    const { labels, annotations } = copyMetadata(source, "shop-dev", before);
    const named = (kind: string) =>
      [
        ...text.matchAll(new RegExp(`^\\| ${kind} +\\| \`([^\`]+)\``, "gm")),
      ].map(([, name]) => name);
    expect(named("label")).to.have.members(Object.keys(labels ?? {}));
    expect(named("annotation")).to.have.members(Object.keys(annotations ?? {}));
  });

  it("names each right of the patch in the pods' namespace that docs/rbac.yaml gives", () => {
    const roles = parseAllDocuments(
      readFileSync(path.join(repository, "docs", "rbac.yaml"), "utf8"),
    ).map((document) => document.toJS() as V1Role);
    const role = roles.find(
      ({ kind, metadata }) =>
        kind === "Role" &&
        metadata?.name === "garden-pull-secrets" &&
        metadata.namespace === "shop-dev",
    );
    const given = (role?.rules ?? []).flatMap(({ resources = [], verbs }) =>
      resources.flatMap((resource) =>
        verbs.map((verb) => `${resource} ${verb}`),
      ),
    );
    const named = [...text.matchAll(/^\| ([A-Z][\w ]+): (`.*?) +\|/gm)].flatMap(
      ([, resources = "", verbs = ""]) =>
        resources
          .toLowerCase()
          .split(" and ")
          .flatMap((resource) =>
            [...verbs.matchAll(/`(\w+)`/g)].map(
              ([, verb]) => `${resource} ${verb ?? ""}`,
            ),
          ),
    );
    expect(named).to.have.members(given);
  });
});
