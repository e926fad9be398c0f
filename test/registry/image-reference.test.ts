import { expect } from "chai";
import {
  isRegistryHost,
  parseImageReference,
  splitReference,
} from "../../src/registry/image-reference.js";

const digest = `sha256:${"a".repeat(64)}`;

/** The image, and registry, repository and what is pulled of it. */
const cases: readonly (readonly [
  string,
  readonly [string, string, string] | null,
])[] = [
  ["nginx", ["docker.io", "library/nginx", "latest"]],
  ["nginx:1.27", ["docker.io", "library/nginx", "1.27"]],
  ["index.docker.io/nginx", ["docker.io", "library/nginx", "latest"]],
  ["acme/web", ["docker.io", "acme/web", "latest"]],
  ["ghcr.io/web", ["ghcr.io", "web", "latest"]],
  ["ghcr.io/acme/web:1", ["ghcr.io", "acme/web", "1"]],
  [`ghcr.io/acme/web@${digest}`, ["ghcr.io", "acme/web", digest]],
  [`ghcr.io/acme/web:1@${digest}`, ["ghcr.io", "acme/web", digest]],
  ["localhost/web", ["localhost", "web", "latest"]],
  ["localhost:5000/web", ["localhost:5000", "web", "latest"]],
  [`web@${digest}@${digest}`, null],
  [`web@x${digest}`, null],
  [`web@${digest}0`, null],
  ["web:", null],
  ["web:.1", null],
  [`web:${"a".repeat(129)}`, null],
  ["/web", null],
];

describe("parseImageReference", () => {
  for (const [image, expected] of cases) {
    it(`reads ${image}`, () => {
      const read = parseImageReference(image);
      expect(
        read && [read.domain, read.repository, read.reference],
      ).to.deep.equal(expected);
      if (read) expect(read.name).to.equal(`${read.domain}/${read.repository}`);
    });
  }
});

it("parseImageReference finds no registry where the host can't be one", () => {
  expect(parseImageReference("a_b.c/web:1")).to.deep.equal({
    name: "a_b.c/web",
    domain: "",
    repository: "a_b.c/web",
    reference: "1",
  });
});

describe("isRegistryHost", () => {
  for (const [text, expected] of [
    ["ghcr.io", true],
    ["localhost", true],
    ["reg-1.test:5000", true],
    ["[::1]:5000", true],
    ["", false],
    ["ghcr.io/acme", false],
    ["https://ghcr.io", false],
    ["reg.test:", false],
    ["a_b.c", false],
    ["-a.io", false],
  ] as const)
    it(`is ${String(expected)} for "${text}"`, () => {
      expect(isRegistryHost(text)).to.equal(expected);
    });
});

describe("splitReference", () => {
  for (const [text, name, tag, digest] of [
    ["web", "web", undefined, undefined],
    ["web:1", "web", "1", undefined],
    ["web:1@sha256:a", "web", "1", "sha256:a"],
    ["reg.test:5000/web", "reg.test:5000/web", undefined, undefined],
    [":1", "", "1", undefined],
    ["@sha256:a", "", undefined, "sha256:a"],
  ] as const)
    it(`splits ${text}`, () => {
      expect(splitReference(text)).to.deep.equal({ name, tag, digest });
    });
});
