import { spawn } from "node:child_process";
import { once } from "node:events";
import type { V1Secret } from "@kubernetes/client-node";
import { expect } from "chai";
import type { LoggedRequest } from "../cluster/hub/request-log.js";
import { drawFault, wrongBehind } from "../cluster/soak/api-faults.js";
import { anonymousPulls } from "../cluster/soak/invariants.js";
import {
  memoryVerdict,
  medianSlope,
  memoryLimits,
} from "../cluster/soak/memory-verdict.js";
import { memorySvg } from "../cluster/soak/memory-svg.js";
import { runVariable, survivors } from "../cluster/soak/processes.js";
import { copyMetadata } from "../../src/secrets/marker.js";
import { createRandom } from "../cluster/soak/random.js";
import {
  touchedSecrets,
  wrongCopies,
  type SecretsModel,
} from "../cluster/soak/secrets-model.js";
import { steps } from "../cluster/soak/steps.js";

const secret = (namespace: string, more: Partial<V1Secret> = {}): V1Secret => ({
  metadata: {
    name: "dockerhub",
    namespace,
    uid: "1",
    resourceVersion: "7",
    labels: { team: "web" },
  },
  type: "kubernetes.io/dockerconfigjson",
  data: { ".dockerconfigjson": "e30=" },
  ...more,
});

const model = (known: Partial<SecretsModel>): SecretsModel => ({
  untouched: new Map(),
  adoptable: new Map(),
  covered: new Set(),
  ...known,
});
const key = "app/dockerhub";
const written = new Map([[key, secret("app")]]);
const found = (more: Partial<V1Secret>) =>
  new Map([[key, secret("app", more)]]);
const otherData = { data: { ".dockerconfigjson": "e319" } };
const { metadata } = secret("app");
const source = secret("sources", {
  metadata: { ...metadata, namespace: "sources", labels: {} },
});

describe("the soak's generator", () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 200 }, () => [
      random.weighted(steps).name,
      random.password(),
    ]);
  };

  it("draws the same for the same seed, and else for another", () => {
    expect(draw(7)).to.deep.equal(draw(7));
    expect(draw(7)).not.to.deep.equal(draw(8));
  });

  it("leaves out no step", () => {
    const names = new Set(draw(1).map(([name]) => name));
    expect(names.size).to.equal(steps.length);
  });
});

describe("the soak's invariants", () => {
  for (const { title, now, expected } of [
    { title: "as it was", now: written, expected: [] },
    {
      title: "lost",
      now: new Map<string, V1Secret>(),
      expected: [`Secret ${key} is gone`],
    },
    {
      title: "with other data",
      now: found(otherData),
      expected: [`Secret ${key} has another data`],
    },
    {
      title: "written again as it was",
      now: found({ metadata: { ...metadata, resourceVersion: "8" } }),
      expected: [`Secret ${key} has another metadata`],
    },
  ])
    it(`a Secret that nobody may touch: ${title}`, () => {
      expect(touchedSecrets(model({ untouched: written }), now)).to.deep.equal(
        expected,
      );
    });

  for (const { title, now, expected } of [
    {
      title: "adopted",
      now: found({
        ...otherData,
        metadata: copyMetadata(source, "app", secret("app")),
      }),
      expected: [],
    },
    {
      title: "changed without the mark",
      now: found(otherData),
      expected: [`Secret ${key} has other data and is not marked as adopted`],
    },
    {
      title: "recreated, without its label",
      now: found({ metadata: { ...metadata, uid: "2", labels: {} } }),
      expected: [
        `Secret ${key} was recreated`,
        `Secret ${key} has lost the label team`,
      ],
    },
  ])
    it(`a Secret that may be adopted: ${title}`, () => {
      expect(touchedSecrets(model({ adoptable: written }), now)).to.deep.equal(
        expected,
      );
    });

  for (const { title, now, expected } of [
    { title: "equal", now: written, expected: [] },
    {
      title: "with other data",
      now: found(otherData),
      expected: [`copy ${key} differs from its source in its data`],
    },
    {
      title: "of another type",
      now: found({ type: "Opaque" }),
      expected: [`copy ${key} differs from its source in its type`],
    },
    {
      title: "absent",
      now: new Map<string, V1Secret>(),
      expected: [`there is no copy ${key}`],
    },
  ])
    it(`a copy: ${title}`, () => {
      const covered = model({ covered: new Set(["app"]) });
      expect(wrongCopies(covered, [secret("credentials")], now)).to.deep.equal(
        expected,
      );
    });

  it("an anonymous pull of an image of Garden's is seen, a login's challenge is not", () => {
    const request = (change: Partial<LoggedRequest>): LoggedRequest => ({
      at: new Date(0),
      method: "GET",
      kind: "manifest",
      registry: "docker.io",
      repository: "gardendev/k8s-sync",
      reference: "0.1.5",
      user: undefined,
      status: 429,
      counted: false,
      ...change,
    });
    const log = [
      request({ status: 401 }),
      request({ user: "garden-user", status: 200 }),
      request({ repository: "library/busybox" }),
    ];
    expect(anonymousPulls(log)).to.deep.equal([]);
    expect(anonymousPulls([...log, request({})])).to.deep.equal([
      "gardendev/k8s-sync 0.1.5 was asked for anonymously, and answered 429",
    ]);
  });

  it("a process that lives on is found by its mark, mutagen's daemon is let be", async () => {
    const mark = `a-run-${process.pid}`;
    const wait = "process.stdin.resume(); console.log('ready')";
    const options = { env: { ...process.env, [runVariable]: mark } };
    const left = spawn(process.execPath, ["-e", wait], options);
    const daemon = spawn(
      process.execPath,
      ["-e", wait, "--", "mutagen", "daemon", "run"],
      options,
    );
    try {
      // Until then, the system may not tell their environment yet.
      await Promise.all(
        [left, daemon].map(({ stdout }) => once(stdout, "data")),
      );
      expect(survivors(mark).map(({ pid }) => pid)).to.deep.equal([left.pid]);
      expect(survivors(`not-${mark}`)).to.deep.equal([]);
    } finally {
      left.kill();
      daemon.kill();
    }
  });

  const fault = { ...drawFault(createRandom(1)), ours: true };
  for (const { title, code, output, expected } of [
    { title: "success", code: 0, output: "Done!", expected: 0 },
    {
      title: "an error with a reason",
      code: 1,
      output:
        "Failed reading Secret 'dockerhub' in namespace 'app': the API server answered 503: injected",
      expected: 0,
    },
    {
      title: "an error without a reason",
      code: 1,
      output: "Error: something failed",
      expected: 1,
    },
    {
      title: "a stack trace",
      code: 1,
      output: "the API server answered 503\n    at f (file.js:1:2)",
      expected: 1,
    },
    {
      title: "an end by a signal",
      code: null,
      output: "the API server answered 503",
      expected: 1,
    },
  ])
    it(`how Garden ends behind a fault: ${title}`, () => {
      const run = { code, output, good: code === 0, wrong: [] };
      const command = { args: ["deploy"], covers: [] };
      expect(wrongBehind(fault, { ...run, command })).to.have.length(expected);
    });
});

describe("the soak's memory", () => {
  const { warmUp, fewest, heapBytesPerDeploy } = memoryLimits;
  const growing = (perDeploy: number, count = warmUp + fewest) =>
    Array.from({ length: count }, (_, deploy) => ({
      heapUsed: 1e8 + deploy * perDeploy + (deploy % 3) * 1000,
      rss: 2e8,
      listening: 1,
    }));
  const slight = { unpatched: growing(1e6), wrong: [] };

  it("may grow as unpatched Garden's does, and no more", () => {
    const same = memoryVerdict({ ...slight, patched: growing(1e6) });
    expect(same).to.deep.include({ enough: true, wrong: [] });
    const more = memoryVerdict({
      ...slight,
      patched: growing(1e6 + 2 * heapBytesPerDeploy),
    });
    expect(more.wrong).to.have.length(1);
  });

  it("says nothing about few samples", () => {
    const few = memoryVerdict({ ...slight, patched: growing(9e6, warmUp + 3) });
    expect(few).to.deep.include({ enough: false, wrong: [] });
  });

  it("one more port is seen", () => {
    const patched = growing(1e6).map((each) => ({ ...each, listening: 2 }));
    expect(memoryVerdict({ ...slight, patched }).wrong).to.have.length(1);
  });

  it("a slope is not bent by an outlier", () => {
    expect(medianSlope([1, 2, 3, 4])).to.equal(1);
    expect(medianSlope([1, 2, 300, 4, 5, 6])).to.equal(1);
    expect(medianSlope([])).to.equal(0);
  });

  it("is drawn with a line for each process", () => {
    const svg = memorySvg({ ...slight, patched: growing(1e6) });
    expect(svg.match(/<polyline class="(un)?patched"/g)).to.have.length(2);
    expect(svg).not.to.match(/NaN|Infinity|undefined/);
  });
});
