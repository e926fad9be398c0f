import { expect } from "chai";
import { findImage } from "../../src/diagnose/image.js";

const digest = `sha256:${"ab".repeat(32)}`;

/** What `messages.yaml` does not hold: names in places where another place of the message has them too. */
const cases: readonly {
  title: string;
  text: string;
  image?: string;
  registry?: string;
}[] = [
  {
    title: "the manifest that was read",
    text: "reading manifest 1.27 in docker.io/library/nginx: toomanyrequests",
    image: "docker.io/library/nginx:1.27",
    registry: "docker.io",
  },
  {
    title: "the manifest that was read by its digest",
    text: `reading manifest ${digest} in ghcr.io/shop/api: denied`,
    image: `ghcr.io/shop/api@${digest}`,
    registry: "ghcr.io",
  },
  {
    title: "a layer's address, which knows no tag",
    text: `Get "https://ghcr.io/v2/shop/api/blobs/${digest}": EOF`,
    image: "ghcr.io/shop/api",
    registry: "ghcr.io",
  },
  {
    title: "a manifest's address behind one that names no repository",
    text: 'Get "https://ghcr.io/v2/": EOF, Get "https://ghcr.io/v2/shop/api/manifests/1": EOF',
    image: "ghcr.io/shop/api:1",
    registry: "ghcr.io",
  },
  {
    title: "a manifest's address whose end is missing",
    text: 'Get "https://ghcr.io/v2/shop/api/manifests/?ns=docker.io": EOF',
    image: "ghcr.io/shop/api",
    registry: "ghcr.io",
  },
  {
    title: "an address that names no repository",
    text: 'Get "https://ghcr.io/v2/manifests/1": EOF',
    registry: "ghcr.io",
  },
  {
    title: "a registry's token service",
    text: 'Get "https://ghcr.io/token?scope=a": EOF',
    registry: "ghcr.io",
  },
  {
    title: "addresses that are of no registry",
    text: 'Get "https:///v2/shop/api/manifests/1": EOF, Get "https://example.com/a/v1/b": EOF, Get "https://example.com/a/token": EOF',
  },
  {
    title: "a name in front of what happened, far from the end",
    text: `ghcr.io/shop/api:1: not found ${"x ".repeat(300)}`,
    image: "ghcr.io/shop/api:1",
    registry: "ghcr.io",
  },
  {
    title: "what is no name in front of what happened",
    text: "(shop/api: not found, (shop/api(: failed to authorize, shop/api(: pull access denied",
  },
  {
    title: "a name that begins like a digest",
    text: `image "${"ab".repeat(32)}c:1"`,
    image: `docker.io/library/${"ab".repeat(32)}c:1`,
    registry: "docker.io",
  },
  {
    title: "another place where one holds nothing but stops",
    text: 'image ":", reference "ghcr.io/shop/api:1"',
    image: "ghcr.io/shop/api:1",
    registry: "ghcr.io",
  },
  {
    title: "the host whose address was looked up",
    text: "dial tcp: lookup registry.example.com on 10.0.0.2:53: no such host",
    registry: "registry.example.com",
  },
  {
    title: "the host that was pinged, with its port",
    text: "pinging container registry registry.example.com:5000: EOF",
    registry: "registry.example.com:5000",
  },
];

/** Each way in which programs name an image. */
const ways: readonly string[] = [
  'Failed to pull image "NAME": EOF',
  'Image "NAME" is bad',
  'image tag "NAME"',
  'image name "docker://NAME"',
  'image reference "NAME"',
  'image="NAME"',
  "image pull failed for NAME because of",
  "failed to pull image NAME:",
  "failed to resolve ref NAME:",
  "failed to load source metadata for NAME:",
  'failed to resolve reference "NAME"',
  'pulling "docker://NAME"',
  "initializing source docker://NAME: EOF",
  "manifest for NAME not found",
  "repository NAME not found",
  "image name NAME returns ambiguous list",
  "pull access denied for NAME, repository does not exist",
  "Image NAME anonymous pulling is forbidden",
  "Trying to pull repository NAME ...",
  "Pulling repository NAME ...",
  "Status:500 Image:NAME, Error",
  "is waiting to start: NAME can't be pulled",
  "reading manifest 1 in ghcr.io/shop/api: EOF",
  "NAME: failed to authorize: EOF",
  "NAME: pull access denied, EOF",
  '"NAME": pull access denied, EOF',
  "NAME: not found",
];

describe("findImage", () => {
  for (const way of ways) {
    it(`finds the name in ${way}`, () => {
      expect(
        findImage(way.replace("NAME", "ghcr.io/shop/api:1")),
      ).to.deep.equal({ image: "ghcr.io/shop/api:1", registry: "ghcr.io" });
    });
  }

  it("takes no name for one that a registry says it does not know", () => {
    expect(findImage("unknown: repository shop/api not found")).to.deep.equal({
      image: null,
      registry: null,
    });
  });

  for (const { title, text, image = null, registry = null } of cases) {
    it(`finds ${title}`, () => {
      expect(findImage(text)).to.deep.equal({ image, registry });
    });
  }
});
