import { expect } from "chai";
import { fromOutside, textOf } from "../../src/config/outside.js";
import { readChallenge, type Challenge } from "../../src/registry/challenge.js";

/** A challenge whose texts can be compared. */
interface Read {
  readonly scheme: Challenge["scheme"];
  readonly realm: string | undefined;
  readonly service: string | undefined;
}

const hub: Read = {
  scheme: "bearer",
  realm: "https://auth.docker.io/token",
  service: "registry.docker.io",
};
const bare: Read = {
  scheme: "basic",
  realm: undefined,
  service: undefined,
};

describe("readChallenge", () => {
  const cases: {
    title: string;
    headers: string[];
    expected: Read | null;
  }[] = [
    {
      title: "Docker Hub's",
      headers: [
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
      ],
      expected: hub,
    },
    {
      title: "blanks, capitals, an order and no quotes",
      headers: [
        "BEARER Service = registry.docker.io ,  REALM=https://auth.docker.io/token",
      ],
      expected: hub,
    },
    {
      title: "two in one header",
      headers: [
        'Basic realm="a, Bearer realm=b", Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
      ],
      expected: hub,
    },
    {
      title: "what belongs to Bearer, and nothing of those around it",
      headers: [
        'Digest nonce="abcdefghijklmnopqrstuvwxyz", service="digest", Bearer realm="https://auth.docker.io/token", Basic service="basic", realm="b"',
      ],
      expected: { ...hub, service: undefined },
    },
    {
      title: "several blanks around an equals sign",
      headers: [
        'Bearer realm="https://auth.docker.io/token", service  =  "registry.docker.io"',
      ],
      expected: hub,
    },
    {
      title: "two headers",
      headers: [
        "Basic",
        'Bearer realm="https://auth.docker.io/token",service="registry.docker.io"',
      ],
      expected: hub,
    },
    {
      title: "escapes in quotes",
      headers: ['Basic realm="a \\"b\\\\"'],
      expected: { ...bare, realm: 'a "b\\' },
    },
    { title: "Basic alone", headers: ["basic"], expected: bare },
    {
      title: "Basic behind what nobody knows",
      headers: ["Negotiate, Basic"],
      expected: bare,
    },
    {
      title: "a scheme in quotes only",
      headers: ['Digest realm=", Basic x=y"'],
      expected: null,
    },
    { title: "an open quote", headers: ['Digest realm="a'], expected: null },
    {
      title: "no scheme in an open quote",
      headers: ['Digest realm="a, Basic realm=b'],
      expected: null,
    },
    {
      title: "nothing behind the length that a header may have",
      headers: [`${"x".repeat(16 * 1024)}, Basic`],
      expected: null,
    },
    { title: "nothing", headers: [], expected: null },
    { title: "commas", headers: [",,, ,"], expected: null },
  ];
  for (const { title, headers, expected } of cases) {
    it(`reads ${title}`, () => {
      const challenge = readChallenge(headers.map(fromOutside));
      expect(
        challenge && {
          ...challenge,
          realm: challenge.realm && textOf(challenge.realm),
          service: challenge.service && textOf(challenge.service),
        },
      ).to.deep.equal(expected);
    });
  }
});
