import { expect } from "chai";
import { parseImageReference } from "../../src/registry/image-reference.js";

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
