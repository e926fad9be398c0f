import { ChildProcess } from "node:child_process";
import { get } from "node:http";
import { expect } from "chai";
import { watchCluster } from "../../src/attach/cluster-watch.js";
import { serve, stopServers } from "../registry/serve.js";

interface Spawner {
  spawn: (options: { readonly file: string }) => unknown;
}

describe("watchCluster", () => {
  const prototype = ChildProcess.prototype as unknown as Spawner;
  const { spawn } = prototype;
  let events: string[] = [];

  /** Also where this is run more than once: what is watched stays so. */
  let watched: Spawner["spawn"] | undefined;
  before(() => {
    if (!watched) {
      prototype.spawn = ({ file }) => events.push(`started ${file}`);
      watchCluster((how) => events.push(`about to ${how}`));
      watched = prototype.spawn;
    }
    prototype.spawn = watched;
  });
  beforeEach(() => (events = []));
  after(() => {
    prototype.spawn = spawn;
  });
  afterEach(stopServers);

  const start = (file: string) => {
    const child = new ChildProcess() as unknown as Spawner;
    child.spawn({ file });
    return events;
  };

  for (const program of ["kubectl", "helm", "mutagen"])
    it(`reports Garden's own ${program} before it is started`, () => {
      const file = `/home/dev/.garden/tools/${program}/0/${program}`;
      expect(start(file)).to.deep.equal([
        `about to start ${program}`,
        `started ${file}`,
      ]);
    });

  for (const file of ["kubectl", "/usr/bin/git", "/opt/kubectl/run"])
    it(`takes ${file} for none of Garden's programs for a cluster`, () => {
      expect(start(file)).to.deep.equal([`started ${file}`]);
    });

  const paths = [
    { path: "/api/v1/namespaces", isTold: true },
    { path: "/apis/apps/v1?timeout=32s", isTold: true },
    { path: "/k8s/clusters/c-1/api/v1/pods", isTold: true },
    { path: "/api", isTold: true },
    { path: "/api/v2/projects", isTold: false },
    { path: "/v2/library/busybox/manifests/1", isTold: false },
  ];
  for (const { path, isTold } of paths)
    for (const way of ["node:http", "fetch"])
      it(`${isTold ? "tells" : "says nothing"} of ${path}, asked for by ${way}`, async () => {
        const { url } = await serve((_incoming, outgoing) => {
          events.push("asked");
          outgoing.end();
        });
        const address = new URL(path, url);
        if (way === "fetch") await (await fetch(address)).text();
        else
          await new Promise((resolve, reject) =>
            get(address, (answer) => answer.resume().on("end", resolve)).on(
              "error",
              reject,
            ),
          );
        expect(events).to.deep.equal(
          isTold ? [`about to ask for ${path}`, "asked"] : ["asked"],
        );
      });
});
