import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { linkFile } from "../garden/cache.js";
import { fakeGarden, importedPlace } from "../garden/fake-garden.js";
import { temporaryFolder } from "../garden/project.js";
import { launcher, type LauncherVersion } from "./launcher.js";

/** What it deploys with: it starts this in place of kubectl, and prints the pod that it makes. */
const main = `
import { spawn } from "node:child_process";
const provider = { name: "kubernetes", config: { name: "kubernetes", imagePullSecrets: [{ name: "hub" }] } };
const deployment = { apiVersion: "apps/v1", kind: "Deployment", spec: { template: { spec: { containers: [] } } } };
globalThis.fake = {
  call: (name, args) =>
    name === "createGardenPlugin" ? args[0]
    : name === "configureProvider" ? Promise.resolve({ config: {} })
    : deployment,
};
const garden = await import("./kubernetes-1.mjs");
const { handlers } = garden.makePlugin({ name: "kubernetes" });
await handlers.configureProvider({ ...provider, log: { warn: console.error } });
const kubectl = spawn(process.env.FAKE_KUBECTL, { stdio: "inherit" });
await new Promise((resolve) => kubectl.on("close", resolve));
console.log(JSON.stringify(garden.get("getBuildkitDeployment")(provider, "auth", [])));
`;

/** A fake Garden in the layout of the official binary, with the given Node inside: the path of its folder. It deploys,
 *  whatever its arguments. */
export function fakeBundle(node: string, version: LauncherVersion): string {
  const root = temporaryFolder();
  const chunks = path.join(root, "rollup");
  mkdirSync(chunks);
  mkdirSync(path.join(root, "bin"));
  linkFile(node, path.join(root, "bin", "node"));
  writeFileSync(path.join(root, "garden"), launcher(version), { mode: 0o755 });
  const { main: kubernetes, imported } = fakeGarden(new Map(), {
    version: "0.13.24",
    otherMaker: false,
  });
  writeFileSync(path.join(chunks, "garden.mjs"), main);
  writeFileSync(
    path.join(chunks, "kubernetes-1.mjs"),
    kubernetes.replaceAll(importedPlace, "./other-1.mjs"),
  );
  writeFileSync(path.join(chunks, "other-1.mjs"), imported);
  return root;
}
