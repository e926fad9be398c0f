import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { once } from "node:events";

import type { CoreV1Event } from "@kubernetes/client-node";
import { expect } from "chai";

import { countRequests } from "./audit.js";
import { startCluster, type Cluster } from "./cluster.js";
import { installGardenTools } from "./garden-tools.js";
import { images } from "./images.js";
import { adminName } from "./control-plane.js";
import { waitFor } from "./servers.js";
import { whenListed } from "./watch.js";

interface Traces {
  readonly processes: readonly string[];
  readonly mounts: readonly string[];
  readonly cgroups: readonly string[];
  readonly folders: readonly string[];
  readonly links: readonly string[];
}

/** Not the default network: somebody may have a cluster to play with. */
const place = { bridge: "gardenpulltest", subnet: "10.214" };

/** What a run has on this machine, by the name of its folder; other runs may go on beside it. */
function tracesOf(run: string): Traces {
  const cgroups = output("find", "/sys/fs/cgroup", "-type", "d", "-name", run);
  return {
    processes: processesOf(run),
    mounts: lines(readFileSync("/proc/self/mounts", "utf8"), run),
    cgroups: lines(cgroups, run),
    folders: readdirSync("/tmp").filter((name) => name === run),
    links: lines(output("ip", "-o", "link"), place.bridge),
  };
}

const nothing: Traces = {
  processes: [],
  mounts: [],
  cgroups: [],
  folders: [],
  links: [],
};

function processesOf(run: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return `${pid} ${command.replaceAll("\0", " ")}`;
      } catch {
        return "";
      }
    })
    .filter((line) => line.includes(run));
}

/** Kernel settings that a node demands. */
function sysctls(): string[] {
  const names = [
    ...["vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic"],
    ...["kernel/panic_on_oops", "kernel/keys/root_maxkeys"],
    ...["kernel/keys/root_maxbytes", "net/ipv4/ip_forward"],
  ];
  return names.map((name) => readFileSync(`/proc/sys/${name}`, "utf8"));
}

function output(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: "utf8" });
}

function lines(text: string, part: string): string[] {
  return text.split("\n").filter((line) => line.includes(part));
}

describe("the test cluster", function () {
  this.timeout(600_000);
  let cluster: Cluster;
  let settings: string[];
  let pods = 0;

  before(async () => {
    settings = sysctls();
    cluster = await startCluster(place);
    await cluster.createNamespace("pulls");
  });
  beforeEach(async () => {
    await cluster.removeImages();
    cluster.hub.reset();
  });
  after(async () => {
    const run = basename(cluster.folder);
    expect(sysctls()).to.deep.equal(settings);
    expect(tracesOf(run).processes).not.to.be.empty;
    expect(tracesOf(run).cgroups).not.to.be.empty;
    expect(tracesOf(run).mounts).to.be.empty;
    await cluster.stop();
    expect(tracesOf(run)).to.deep.equal(nothing);
    expect(sysctls()).to.deep.equal(settings);
  });

  it("pulls a public image without credentials while some pulls are left", async () => {
    cluster.hub.setAnonymousLimit(1);
    expect(await pull("busybox:1.36")).to.equal("pulled");
    expect(cluster.hub.allowance()).to.deep.equal({ limit: 1, used: 1 });
    expect(manifestReaders()).to.deep.equal([undefined]);
  });

  it("is refused with Docker Hub's words once none is left", async () => {
    cluster.hub.setAnonymousLimit(0);
    expect(await pull("busybox:1.36")).to.match(
      /failed to copy: httpReadSeeker: failed open: unexpected status code .*: 429 Too Many Requests - Server message: toomanyrequests: You have reached your unauthenticated pull rate limit\. https:\/\/www\.docker\.com\/increase-rate-limit$/,
    );
  });

  it("pulls with a Secret where anonymous pulls are refused, and shows whose it was", async () => {
    cluster.hub.setAnonymousLimit(0);
    await cluster.createPullSecret("pulls", "good");
    expect(await pull("busybox:1.36", "good")).to.equal("pulled");
    expect(manifestReaders()).to.deep.equal([cluster.credentials.user]);
    expect(cluster.hub.allowance(cluster.credentials.user).used).to.equal(1);
  });

  it("refuses an account that used up its own pulls, by name", async () => {
    cluster.hub.setAccountLimit(cluster.credentials.user, 0);
    await cluster.createPullSecret("pulls", "good");
    expect(await pull("busybox:1.36", "good")).to.contain(
      `toomanyrequests: You have reached your pull rate limit as '${cluster.credentials.user}': dckr_jti_`,
    );
  });

  it("shows a private repository to nobody without credentials", async () => {
    expect(await pull("acme/web:1.0")).to.match(
      /pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed$/,
    );
  });

  it("pulls from a private repository with a Secret", async () => {
    await cluster.createPullSecret("pulls", "good");
    expect(await pull("acme/web:1.0", "good")).to.equal("pulled");
  });

  it("refuses a wrong password", async () => {
    const wrong = { user: cluster.credentials.user, password: "wrong" };
    await cluster.createPullSecret("pulls", "wrong", wrong);
    expect(await pull("busybox:1.36", "wrong")).to.match(
      /failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized$/,
    );
  });

  it("gives every tag of the deployment registry the built app", async () => {
    expect(await pull("registry.example.test/some/repository:v-1234")).to.equal(
      "pulled",
    );
  });

  it("pulls what is named with a digest", async () => {
    expect(await pull(`busybox:1.36@sha256:${"0".repeat(64)}`)).to.equal(
      "pulled",
    );
  });

  it("has a stand-in for each image of npm Garden, save the ingress controller's", async () => {
    const constants =
      (await import("@garden-io/core/build/src/plugins/kubernetes/constants.js")) as Record<
        string,
        unknown
      >;
    const named = Object.values(constants)
      .filter((value) => typeof value === "string")
      .filter((value) => value.includes("@sha256:"))
      .map((image) => image.split("@")[0] ?? "")
      .filter((image) => !image.includes("ingress-nginx/"))
      .map((image) =>
        image.startsWith("gardendev/") ? `docker.io/${image}` : image,
      );
    expect(named).to.have.length(7);
    expect(images.map(({ name }) => name)).to.include.members(named);
  });

  it("answers who asked the API server for what", async () => {
    const mark = await cluster.audit.mark();
    await cluster.kubectl("get", "secrets", "--namespace=pulls");
    await cluster.kubectl("get", "secrets", "--namespace=pulls");
    const requests = (await cluster.audit.since(mark)).filter(
      ({ user }) => user === adminName,
    );
    expect(countRequests(requests)).to.include({ "list secrets": 2 });
    expect(requests[0]?.userAgent).to.match(/^kubectl/);
  });

  it("is controlled from a shell", async () => {
    const ask = async (method: string, path: string) =>
      (await fetch(`${cluster.hub.url}/_control${path}`, { method })).text();
    expect(
      JSON.parse(await ask("PUT", "/anonymous-limit/7")),
    ).to.have.nested.property("anonymous.limit", 7);
    await fetch(
      `${cluster.hub.url}/token?scope=repository:library/busybox:pull`,
    );
    expect(await ask("GET", "/log")).to.match(
      / 200 {2}GET +token +\(anonymous\) +library\/busybox\n$/,
    );
    expect(JSON.parse(await ask("POST", "/reset"))).to.deep.include({
      requests: 0,
      anonymous: { limit: 100, used: 0 },
    });
  });

  it("gives npm Garden its tools", () => {
    const home = mkdtempSync("/tmp/garden-home-");
    try {
      installGardenTools(home, cluster.binaries);
      const tool = (name: string) => {
        const folder = join(home, ".garden/tools", name);
        const paths = readdirSync(folder, {
          recursive: true,
          encoding: "utf8",
        });
        return join(
          folder,
          paths.find((path) => path.endsWith(`/${name}`)) ?? "",
        );
      };
      expect(
        execFileSync(tool("kubectl"), ["version", "--client"]).toString(),
      ).to.contain("v1.34.4");
      expect(execFileSync(tool("helm"), ["version"]).toString()).to.contain(
        "v3.19.4",
      );
      const mutagen = (...args: string[]) =>
        execFileSync(tool("mutagen"), args, {
          env: { ...process.env, MUTAGEN_DATA_DIRECTORY: home },
        }).toString();
      mutagen(
        "sync",
        "create",
        "/a",
        "exec:'kubectl exec':/b",
        "--name",
        "key",
        "--sync-mode",
        "one-way-safe",
      );
      expect(
        JSON.parse(mutagen("sync", "list", "--template={{ json . }}")),
      ).to.have.nested.property("[0].name", "key");
      mutagen("sync", "flush", "key");
      mutagen("sync", "terminate", "key");
      expect(mutagen("sync", "list")).to.equal("[]");
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it("refuses to start beside another one, and leaves that alone", async () => {
    const error = await startCluster(place).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error)
      .to.be.an("error")
      .with.property("message")
      .that.contains("started by process");
    expect(await cluster.kubectl("get", "nodes")).to.contain("Ready");
  });

  /** Runs a pod and answers with the cause of the failed pull, or "pulled". */
  async function pull(image: string, secret?: string): Promise<string> {
    const name = `pod-${++pods}`;
    await cluster.apply({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, namespace: "pulls" },
      spec: {
        terminationGracePeriodSeconds: 0,
        containers: [{ name: "main", image, command: ["sleep", "3600"] }],
        ...(secret === undefined
          ? {}
          : { imagePullSecrets: [{ name: secret }] }),
      },
    });
    try {
      return await whenListed(
        cluster,
        "/api/v1/namespaces/pulls/events",
        (listed) => {
          const events = listed as CoreV1Event[];
          return events.some(({ reason }) => reason === "Pulled")
            ? "pulled"
            : events.find(({ message }) =>
                message?.startsWith("Failed to pull image"),
              )?.message;
        },
        { fieldSelector: `involvedObject.name=${name}` },
      );
    } finally {
      await cluster.kubectl("delete", "pod", name, "--namespace=pulls");
    }
  }

  /** Who got a manifest, for each pull that counted. */
  function manifestReaders(): (string | undefined)[] {
    return cluster.hub
      .log()
      .filter(({ counted }) => counted)
      .map(({ user }) => user);
  }
});

describe("the end of a test cluster", function () {
  this.timeout(600_000);
  const script = `import { startCluster } from ${JSON.stringify(join(import.meta.dirname, "cluster.ts"))};
const cluster = await startCluster(${JSON.stringify(place)});
await cluster.createNamespace("end");
await cluster.kubectl("run", "web", "--namespace=end", "--image=nginx:1.27");
await cluster.kubectl("wait", "pod/web", "--namespace=end", "--for=condition=Ready", "--timeout=60s");
console.log(cluster.folder);
if (process.env.END === "exception") throw new Error("on purpose");`;

  for (const end of ["SIGINT", "SIGTERM", "exception"] as const) {
    it(`leaves nothing after ${end}`, async () => {
      const run = await runUntilEnd(end);
      expect(tracesOf(run)).to.deep.equal(nothing);
    });
  }

  it("leaves no process and no mount after SIGKILL, and nothing at all after the next start", async () => {
    const run = await runUntilEnd("SIGKILL");
    await waitFor("the end of all processes", [], () =>
      Promise.resolve(processesOf(run).length === 0 ? true : undefined),
    );
    expect(tracesOf(run)).to.deep.include({ processes: [], mounts: [] });
    expect(tracesOf(run).folders).to.deep.equal([run]);

    const said: string[] = [];
    const cluster = await startCluster({
      ...place,
      say: (line) => said.push(line),
    });
    await cluster.stop();
    expect(said).to.include(`removed what a crashed run left (/tmp/${run})`);
    expect(tracesOf(run)).to.deep.equal(nothing);
  });

  /** Starts a cluster in a process of its own, ends that, and names the run. */
  async function runUntilEnd(
    end: "SIGINT" | "SIGTERM" | "SIGKILL" | "exception",
  ): Promise<string> {
    const evaluate = ["--import", "tsx", "--input-type=module", "--eval"];
    const child = spawn(process.execPath, [...evaluate, script], {
      cwd: join(import.meta.dirname, "../.."),
      env: { ...process.env, END: end },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    const exited = once(child, "exit");
    const started = once(child.stdout, "data");
    const [first] = (await Promise.race([started, exited])) as [unknown];
    if (!(first instanceof Buffer)) throw new Error(errors);
    if (end !== "exception") child.kill(end);
    await exited;
    if (end === "exception") expect(errors).to.contain("on purpose");
    return basename(first.toString().trim());
  }
});
