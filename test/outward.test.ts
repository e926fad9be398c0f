import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "chai";

/** The modules of src whose code is so. */
function modulesThat(is: (code: string) => boolean): string[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => is(readFileSync(path.join("src", file), "utf8")))
    .sort();
}

/** What each module of src that changes files is about. None of it is a file of Garden's or of a project's. */
const writers: Readonly<Record<string, string>> = {
  "attach/cache/private-files.ts": "our cache folder",
  "attach/drivers/debug-copy.ts":
    "sources, in the folder of GARDEN_PULL_SECRETS_DEBUG",
  "attach/report-loaded.ts": "a file in a temporary folder of ours",
  "cli/seams/seams.ts": "a project in a temporary folder of ours",
  "cli/start/temporary-folder.ts": "temporary folders of ours",
  "commands/result.ts": "a file in a temporary folder of ours",
  "commands/scratch-project.ts": "a project in a temporary folder of ours",
};

/** Calls of Node's by which files change (https://nodejs.org/api/fs.html). */
const writes =
  /\b(?:appendFile|chmod|chown|copyFile|cp|createWriteStream|link|mkdir|mkdtemp|rename|rm|rmdir|symlink|truncate|unlink|utimes|write|writeFile|writev)(?:Sync)?\s*\(/;

/** Modules that open connections, and the global function that does. Two names of theirs only tell something. */
const connects =
  /import (?!type|\{ (?:STATUS_CODES|isIPv6) \} from)[^;]*"(?:node:)?(?:dgram|http2?|https|net|tls|undici)"|import\("(?:node:)?(?:dgram|http2?|https|net|tls|undici)"\)|\bfetch\(/;

describe("what the modules of src do outside of their process", () => {
  it("files are changed by few, in folders of our own", () => {
    const found = modulesThat(
      (code) => /"node:fs(?:\/promises)?"/.test(code) && writes.test(code),
    );
    expect(found).to.deep.equal(Object.keys(writers));
  });

  it("connections are opened by the one that asks registries, beside Garden's own client", () => {
    const found = modulesThat((code) => connects.test(code));
    expect(found).to.deep.equal(["registry/http.ts"]);
  });
});
