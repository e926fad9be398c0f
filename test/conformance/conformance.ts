import path from "node:path";
import { findGarden } from "../../src/cli/start/find-garden.js";
import { temporaryFolder } from "../garden/project.js";
import { homesWithoutCluster } from "./away.js";
import { commandRows, logIn } from "./commands.js";
import { consumerRows } from "./consumers.js";
import { manifestRows } from "./manifests.js";
import { expectEnd, ours } from "./product.js";
import { conformanceProject, lineOf } from "./project.js";
import { notRun, tried, type Report, type Row } from "./report.js";
import { seamRows } from "./seams.js";
import { createLimit } from "../../src/secrets/limit.js";

/** Runs the product against a Garden, with the cluster taken away, and then on one where that is
 *  wanted. `tell` hears each row as soon as it is known. Throws
 *  NoGardenError where there is none. */
export async function conformanceOf(
  garden: string,
  cluster: boolean,
  tell: (row: Row) => void,
): Promise<Report> {
  const file = path.resolve(garden);
  const given = { garden: file, installation: findGarden(file, "/") };
  const docker = temporaryFolder();
  logIn(docker);
  const gardenEnv = {
    PATH: process.env["PATH"] ?? "",
    GARDEN_DISABLE_ANALYTICS: "true",
    GARDEN_DISABLE_VERSION_CHECK: "true",
    NO_COLOR: "true",
    DOCKER_CONFIG: docker,
  };
  const newHome = homesWithoutCluster(given);
  const env = () => ({ ...gardenEnv, ...newHome() });
  const rows: Row[] = [];
  const add = (found: readonly Row[]) => {
    found.forEach(tell);
    rows.push(...found);
  };
  const date = new Date().toISOString().slice(0, 10);

  let version = "unknown";
  const runs = await tried("command", "run -- version", async () => {
    const product = { garden: file, project: docker, env };
    const end = await ours(product, "run", [], ["version"]);
    expectEnd(end, 0);
    const found = /garden version: (\S+)/.exec(end.stdout)?.[1];
    if (found === undefined) throw new Error(`no version in: ${end.stdout}`);
    version = found;
    return "ends with 0";
  });
  add([runs]);
  if (runs.verdict === "failed")
    return { garden: version, node: "unknown", date, rows };

  const line = lineOf(version);
  const project = conformanceProject(line);
  const product = { garden: file, project, env };
  const atOnce = createLimit(2);
  const seams = atOnce(() => seamRows(product, version));
  const found = [
    seams.then(({ rows }) => rows),
    manifestRows(product, version, atOnce),
    atOnce(() => consumerRows(given, project, version, env())),
    commandRows({ garden: file, env }, line, atOnce),
  ];
  for (const rows of found) add(await rows);
  if (cluster) {
    const { clusterRows } = await import("./cluster.js");
    const say = (line: string) => void process.stderr.write(`${line}\n`);
    await clusterRows(given, version, gardenEnv, add, say);
  } else {
    add([notRun("on a cluster", "sync, Run, Test, ...", "needs --cluster")]);
  }
  return { garden: version, node: (await seams).node, date, rows };
}
