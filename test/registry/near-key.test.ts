import { expect } from "chai";
import { parseImageReference } from "../../src/registry/image-reference.js";
import { nearKey, type NearKey } from "../../src/registry/near-key.js";

const gitlab = "registry.gitlab.com/acme/shop:1";
const bySix = "[::1]:5000/acme/web";

function near(key: string, image: string): NearKey | null {
  const reference = parseImageReference(image);
  if (reference === null) throw new Error(image);
  return nearKey(key, reference);
}

const scheme = "a node takes off http:// and https:// only, in small letters";
const capitals = "a node tells capitals in a host from small letters";
const otherPaths = "it is for other paths of the registry only";
const has443 = "it has the port :443, and the image's name has none";

describe("nearKey", () => {
  const cases: {
    title: string;
    key: string;
    image: string;
    expected: NearKey;
  }[] = [
    {
      title: "names each thing that differs",
      key: " Registry.gitlab.com:443/other ",
      image: gitlab,
      expected: {
        reason: `blanks or line breaks stand around it, and ${capitals}, and ${has443}, and ${otherPaths}`,
        write: "registry.gitlab.com",
        port: null,
        distance: 4,
      },
    },
    {
      title: "counts another host twice, as it is farther away",
      key: "gitlab.com",
      image: gitlab,
      expected: {
        reason: "it is for another host",
        write: "registry.gitlab.com",
        port: null,
        distance: 2,
      },
    },
    {
      title: "knows an address without a scheme by its slashes",
      key: "//registry.gitlab.com",
      image: gitlab,
      expected: {
        reason: scheme,
        write: "registry.gitlab.com",
        port: null,
        distance: 1,
      },
    },
    {
      title: "knows a scheme with a digit",
      key: "s3://registry.gitlab.com",
      image: gitlab,
      expected: {
        reason: scheme,
        write: "registry.gitlab.com",
        port: null,
        distance: 1,
      },
    },
    {
      title: "takes slashes behind the host for a path",
      key: "registry.gitlab.com//acme",
      image: gitlab,
      expected: {
        reason: otherPaths,
        write: "registry.gitlab.com",
        port: null,
        distance: 1,
      },
    },
    {
      title: "has nothing against http://",
      key: "http://registry.gitlab.com:443",
      image: gitlab,
      expected: {
        reason: has443,
        write: "registry.gitlab.com",
        port: null,
        distance: 1,
      },
    },
    {
      title: "leaves a v2 inside a path as it is",
      key: "registry.gitlab.com:443/acme/v2/shop",
      image: "registry.gitlab.com/acme/v2/shop",
      expected: {
        reason: has443,
        write: "registry.gitlab.com/acme/v2/shop",
        port: null,
        distance: 1,
      },
    },
    ...["registry.gitlab.com/other/v2", "registry.gitlab.com/v2x"].map(
      (key) => ({
        title: `speaks of the slash behind /v2 of no other path: ${key}`,
        key,
        image: gitlab,
        expected: {
          reason: otherPaths,
          write: "registry.gitlab.com",
          port: null,
          distance: 1,
        },
      }),
    ),
    {
      title: "takes an IPv6 address for the same, and its port for another",
      key: "[::1]:5001",
      image: bySix,
      expected: {
        reason: "it is for port 5001, and the image's name has :5000",
        write: "[::1]:5000",
        port: "5001",
        distance: 1,
      },
    },
    {
      title: "has no port for the image's name where the ports are the same",
      key: "Registry.example.com:5000",
      image: "registry.example.com:5000/web",
      expected: {
        reason: capitals,
        write: "registry.example.com:5000",
        port: null,
        distance: 1,
      },
    },
    {
      title: "has no port for the image's name where it is http's own",
      key: "registry.gitlab.com:80",
      image: gitlab,
      expected: {
        reason: "it has the port :80, and the image's name has none",
        write: "registry.gitlab.com",
        port: null,
        distance: 1,
      },
    },
    ...[
      "docker.io:443",
      "index.docker.io:443",
      "index.docker.io:443/",
      "https://index.docker.io:443/v1/",
    ].map((key) => ({
      title: `finds no fault with Docker Hub's name: ${key}`,
      key,
      image: "nginx",
      expected: {
        reason: has443,
        write: "https://index.docker.io/v1/",
        port: null,
        distance: 1,
      },
    })),
  ];
  for (const { title, key, image, expected } of cases) {
    it(title, () => {
      expect(near(key, image)).to.deep.equal(expected);
    });
  }

  for (const [key, image] of [
    ["registry.gitlab.com", gitlab],
    ["https://registry.gitlab.com/v1/acme", gitlab],
    ["*.com", gitlab],
    ["docker.io", gitlab],
    ["registry.gitlab.com", "nginx"],
    ["mydocker.io", "nginx"],
    ["docker.io.example.com", "nginx"],
    ["registry.gitlab.com:44x", gitlab],
    ["[::2]:5000", bySix],
    ["a_b.c:443", "a_b.c/web"],
    ["*", "a_b.c/web"],
  ] as const)
    it(`is none: ${key}, for ${image}`, () => {
      expect(near(key, image)).to.equal(null);
    });
});
