import { expect } from "chai";
import { loginOf } from "../../src/registry/credential.js";
import { createRegistryClient } from "../../src/registry/http.js";
import {
  askHeadroom,
  hubProbe,
  type Headroom,
} from "../../src/registry/rate-limit.js";
import { serve, stopServers } from "./serve.js";

const login = loginOf("me", "hunter2");

async function headroom(
  status: number,
  headers: Record<string, string>,
): Promise<{ result: Headroom; requests: string[] }> {
  const registry = await serve((_incoming, outgoing) =>
    outgoing.writeHead(status, headers).end(),
  );
  const client = await createRegistryClient();
  const result = await askHeadroom(client, login, {
    ...hubProbe,
    registry: registry.url,
  });
  await client.close();
  return { result, requests: registry.requests };
}

describe("askHeadroom", () => {
  afterEach(stopServers);

  const used = {
    "ratelimit-limit": "200;w=21600",
    "ratelimit-remaining": "20;w=21600",
  };
  const limited = {
    kind: "limited",
    limit: 200,
    remaining: 20,
    windowSeconds: 21_600,
    resetSeconds: null,
  } as const;
  const unknown = {
    kind: "unknown",
    verdict: { kind: "accepted", exists: true, asked: false },
  } as const;
  const cases: {
    title: string;
    status: number;
    headers: Record<string, string>;
    expected: Headroom;
  }[] = [
    { title: "what is left", status: 200, headers: used, expected: limited },
    {
      title: "that nothing is left",
      status: 429,
      headers: { ...used, "ratelimit-remaining": "0;w=21600" },
      expected: { ...limited, remaining: 0 },
    },
    {
      title: "when it starts again",
      status: 200,
      headers: { ...used, "ratelimit-reset": "120" },
      expected: { ...limited, resetSeconds: 120 },
    },
    {
      title: "when to come back",
      status: 429,
      headers: { ...used, "retry-after": "60" },
      expected: { ...limited, resetSeconds: 60 },
    },
    {
      title: "nothing of a date",
      status: 429,
      headers: { ...used, "retry-after": "Tue, 24 Nov 2026 16:00:00 GMT" },
      expected: limited,
    },
    ...["1 60", "60 s"].map((after) => ({
      title: `nothing of "${after}"`,
      status: 429,
      headers: { ...used, "retry-after": after },
      expected: limited,
    })),
    ...["x200;w=21600", "200;w=21600;x", "200"].map((limit) => ({
      title: `nothing of a limit "${limit}"`,
      status: 200,
      headers: { ...used, "ratelimit-limit": limit },
      expected: unknown,
    })),
    {
      title: "nothing where only the limit is known",
      status: 200,
      headers: { "ratelimit-limit": "200;w=21600" },
      expected: unknown,
    },
    {
      title: "that there is no limit",
      status: 200,
      headers: {},
      expected: { kind: "unlimited" },
    },
    {
      title: "nothing of numbers that are none",
      status: 200,
      headers: { ...used, "ratelimit-limit": "Infinity;w=1" },
      expected: unknown,
    },
    {
      title: "why it isn't known",
      status: 401,
      headers: {},
      expected: {
        kind: "unknown",
        verdict: { kind: "rejected", status: 401, reason: "login" },
      },
    },
  ];
  for (const { title, status, headers, expected } of cases) {
    it(`says ${title}, by HEAD`, async () => {
      const { result, requests } = await headroom(status, headers);
      expect(result).to.deep.equal(expected);
      expect(requests).to.deep.equal([
        "HEAD /v2/ratelimitpreview/test/manifests/latest",
      ]);
    });
  }

  it("says that nobody answers", async () => {
    const registry = await serve(() => undefined);
    stopServers();
    const client = await createRegistryClient();
    const result = await askHeadroom(client, login, {
      ...hubProbe,
      registry: registry.url,
    });
    await client.close();
    expect(result).to.deep.equal({
      kind: "unknown",
      verdict: { kind: "unreachable", reason: "connection" },
    });
  });
});
