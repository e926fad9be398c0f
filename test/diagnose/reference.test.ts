import { expect } from "chai";
import { toReference } from "../../src/diagnose/reference.js";

describe("toReference", () => {
  for (const [written, image, registry] of [
    ["nginx", "docker.io/library/nginx", "docker.io"],
    ["nginx:1.27", "docker.io/library/nginx:1.27", "docker.io"],
    ["my.nginx", "docker.io/library/my.nginx", "docker.io"],
    ["shop/api:1", "docker.io/shop/api:1", "docker.io"],
    ["docker.io/nginx", "docker.io/library/nginx", "docker.io"],
    ["index.docker.io/nginx", "docker.io/library/nginx", "docker.io"],
    ["registry-1.docker.io/api", "docker.io/library/api", "docker.io"],
    ["ghcr.io/api:1", "ghcr.io/api:1", "ghcr.io"],
    ["registry-1.docker.io/a/b", "docker.io/a/b", "docker.io"],
    ["registry.hub.docker.com/a/b", "docker.io/a/b", "docker.io"],
    ["auth.docker.io/a/b", "docker.io/a/b", "docker.io"],
    ["ghcr.io/api", "ghcr.io/api", "ghcr.io"],
    ["registry:5000/api", "registry:5000/api", "registry:5000"],
    ["localhost/api", "localhost/api", "localhost"],
    ["localhost.d/api", "localhost.d/api", "localhost.d"],
    ["host/api", "docker.io/host/api", "docker.io"],
    ["[2001:db8::1]:5000/api", "[2001:db8::1]:5000/api", "[2001:db8::1]:5000"],
    ["docker://ghcr.io/api", "ghcr.io/api", "ghcr.io"],
    ["ghcr.io/docker://api", "ghcr.io/docker://api", "ghcr.io"],
    [
      `ghcr.io/api@sha256:${"ab".repeat(32)}`,
      `ghcr.io/api@sha256:${"ab".repeat(32)}`,
      "ghcr.io",
    ],
    ["$(REGISTRY)/api", "$(REGISTRY)/api", null],
    ["ghcr.io/a b", "ghcr.io/a b", null],
    ["", "", null],
  ] as const) {
    it(`takes ${written || "nothing"} for ${image} of ${String(registry)}`, () => {
      expect(toReference(written)).to.deep.equal({ image, registry });
    });
  }
});
