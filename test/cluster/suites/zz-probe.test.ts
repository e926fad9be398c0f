import { removeFolders } from "../../garden/project.js";
import { startSession } from "../../garden/session.js";
import { garden, gardenHome } from "./garden.js";
import { readSecret } from "./objects.js";
import { prepareSecretProject, rotate } from "./secret-project.js";
import { cluster } from "./shared-cluster.js";

describe("probe", () => {
  after(removeFolders);
  it("missing", async () => {
    const { folder, namespace, credentials } = await prepareSecretProject("probe", { secrets: ["dockerhub", "second"], absent: ["second"] });
    for (const args of [["deploy"], ["logs", "api"], ["get", "status"], ["validate"], ["get", "config"], ["delete", "deploy", "api"]]) {
      const mark = await cluster().audit.mark();
      const t = Date.now();
      const e = await garden(folder, args);
      console.log("=====", args, e.code, Date.now() - t, "ms");
      console.log(e.stdout, "ERR", e.stderr);
      console.log((await cluster().audit.since(mark)).filter(r => r.resource === "secrets").map(r => `${r.user} ${r.verb} ${r.namespace}/${r.name} ${r.status} ${r.userAgent}`));
    }
    console.log(await readSecret("dockerhub", namespace));
    await rotate(credentials, "second", "x");
    const s = startSession(folder, { HOME: gardenHome(), KUBECONFIG: cluster().kubeconfig });
    for (const args of [["deploy"], ["deploy"], ["cleanup", "namespace"], ["deploy"]]) {
      const mark = await cluster().audit.mark();
      const t = Date.now();
      const e = await s.run(args);
      console.log("=====", args, e.code, Date.now() - t, "ms");
      console.log(e.stdout, "ERR", e.stderr);
      console.log((await cluster().audit.since(mark)).filter(r => r.resource === "secrets").map(r => `${r.user} ${r.verb} ${r.namespace}/${r.name} ${r.status} ${r.userAgent}`));
    }
    await s.end();
  });
});
