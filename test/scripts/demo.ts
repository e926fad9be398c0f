import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { node } from "../garden/process.js";
import { repository } from "../garden/project.js";

/** What `npm start` prints, without its build: other tests read `dist` meanwhile. */
export async function demo(): Promise<string> {
  const loader = createRequire(import.meta.url).resolve("tsx");
  const { code, stdout, stderr } = await node(
    [
      "--import",
      pathToFileURL(loader).href,
      path.join(repository, "scripts", "demo.ts"),
    ],
    { cwd: repository },
  );
  if (code !== 0) throw new Error(`${stdout}${stderr}`);
  return stdout;
}
