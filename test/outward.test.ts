import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

/** What each module of src that changes files is about. None of it is a file of Garden's or of a project's. */
const writers: Readonly<Record<string, string>> = {
  "attach/debug-copy.ts": "sources, in the folder of GARDEN_PULL_SECRETS_DEBUG",
  "attach/handshake.ts": "a file in a temporary folder of ours",
  "attach/private-files.ts": "our cache folder",
  "cli/seams.ts": "a project in a temporary folder of ours",
  "cli/temporary-folder.ts": "temporary folders of ours",
  "commands/result.ts": "a file in a temporary folder of ours",
  "commands/scratch-project.ts": "a project in a temporary folder of ours",
};

/** Calls of Node's by which files change (https://nodejs.org/api/fs.html). */
const writes =
  /\b(?:appendFile|chmod|chown|copyFile|cp|createWriteStream|link|mkdir|mkdtemp|rename|rm|rmdir|symlink|truncate|unlink|utimes|write|writeFile|writev)(?:Sync)?\s*\(/;

describe("files", () => {
  it("are changed by few modules, in folders of our own", () => {
    const found = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .filter((file) => {
        const code = readFileSync(path.join("src", file), "utf8");
        return /"node:fs(?:\/promises)?"/.test(code) && writes.test(code);
      });
    expect(found.sort()).to.deep.equal(Object.keys(writers));
  });
});
