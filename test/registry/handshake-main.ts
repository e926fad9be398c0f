import { loginOf } from "../../src/registry/credential.js";
import { askForPull } from "../../src/registry/handshake.js";
import { createRegistryClient } from "../../src/registry/http.js";

/** Asks the registry of the first argument, in a process whose environment the test has chosen, and prints the verdict. */
const client = await createRegistryClient({ milliseconds: 5000 });
const { verdict } = await askForPull(client, {
  registry: new URL(process.argv[2] ?? ""),
  repository: "acme/web",
  reference: "1.0",
  login: loginOf("me", "hunter2"),
});
await client.close();
console.log(JSON.stringify(verdict));
