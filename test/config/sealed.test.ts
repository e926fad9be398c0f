import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { format, inspect } from "node:util";
import { expect } from "chai";
import { ESLint } from "eslint";
import { hide, reveal, type Hidden } from "../../src/config/hidden.js";
import { fromOutside, textOf, type Outside } from "../../src/config/outside.js";
import { printable, printableLines } from "../../src/config/printable.js";
import { redact } from "../../src/registry/redact/redact.js";

/** Whoever takes a secret out of its cover, and what for. */
const revealing: Readonly<Record<string, string>> = {
  "registry/credential.ts":
    "for a header and a docker config; to tell logins apart; a user's name",
  "registry/expiry.ts": "for the date in it",
  "registry/http.ts": "for the header of a request",
};

/** Whoever reads a text from outside, and as what. */
const reading: Readonly<Record<string, string>> = {
  "cli/explain/described.ts": "what kubectl describes: events",
  "cli/explain/diagnose-input.ts": "tells what kubectl prints from a log",
  "cli/explain/explain.ts": "without the blanks around it, still from outside",
  "cli/explain/split-messages.ts": "lines, still from outside",
  "cli/input/parse-documents.ts": "YAML and JSON",
  "config/printable.ts": "cleans it",
  "diagnose/json.ts": "a name",
  "diagnose/pod-failures.ts": "a container's name, and a longer message",
  "diagnose/unread-secrets.ts": "names of Secrets",
  "registry/challenge.ts": "a challenge",
  "registry/credential-helper.ts": "JSON: a login",
  "registry/local-config.ts": "JSON: a docker config",
  "registry/rate-limit.ts": "numbers",
  "registry/redact/redact.ts": "cleans it",
  "registry/token.ts": "JSON: a token; an address",
};

function importing(name: string, from: string): string[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) =>
      [
        ...readFileSync(path.join("src", file), "utf8").matchAll(
          /import (?:type )?\{([^}]*)\} from "([^"]*)"/g,
        ),
      ].some(([, names = "", module = ""]) =>
        module.endsWith(`config/${from}.js`) || module === `./${from}.js`
          ? names.split(/[\s,]+/).includes(name)
          : false,
      ),
    )
    .sort();
}

const ways: Readonly<Record<string, (sealed: Hidden | Outside) => string>> = {
  String: (sealed) => String(sealed),
  "a template": (sealed) => [sealed].join(""),
  "JSON.stringify": (sealed) => JSON.stringify({ sealed, list: [sealed] }),
  inspect: (sealed) =>
    inspect({ sealed }, { showHidden: true, depth: null, getters: true }),
  "inspect without what it says of itself": (sealed) =>
    inspect(sealed, { showHidden: true, customInspect: false, getters: true }),
  "console.log": (sealed) =>
    format("%s %o %O %j", sealed, sealed, sealed, sealed),
  "its fields": (sealed) =>
    JSON.stringify([{ ...sealed }, Object.values(sealed)]),
  "an error's cause": (sealed) => inspect(new Error("x", { cause: sealed })),
};

describe("what is sealed", () => {
  for (const [way, print] of Object.entries(ways)) {
    it(`is not printed by ${way}`, () => {
      for (const sealed of [hide("hunter2"), fromOutside("hunter2")]) {
        const printed = print(sealed);
        expect(printed).not.to.contain("hunter2");
        expect(printed).not.to.contain(Buffer.from("hunter2").toString("hex"));
      }
    });
  }

  it("comes out as it went in", () => {
    expect(reveal(hide("pässword")).toString()).to.equal("pässword");
    expect(textOf(fromOutside("a\u001B[2J"))).to.equal("a\u001B[2J");
  });

  it("is printed clean where it came from outside", () => {
    const message = fromOutside("\u001B[2Jpassword=hunter2\nok");
    expect(printable(message)).to.equal("\uFFFD[2Jpassword=hunter2\uFFFDok");
    expect(printableLines(message)).to.equal("\uFFFD[2Jpassword=hunter2\nok");
    expect(redact(message)).to.equal("[2Jpassword=<redacted>\nok");
  });

  it("is revealed where a credential is used, and nowhere else", () => {
    expect(importing("reveal", "hidden")).to.deep.equal(Object.keys(revealing));
  });

  it("is read by parsers and by what cleans it only", () => {
    expect(importing("textOf", "outside")).to.deep.equal(Object.keys(reading));
  });

  it("is printed, or put into a sentence, by no code that TypeScript and ESLint let pass", async () => {
    const [result] = await new ESLint().lintFiles(["test/config/sealed.ts"]);
    expect(result?.messages).to.deep.equal([]);
    expect(
      result?.suppressedMessages.map(({ ruleId }) => ruleId),
    ).to.deep.equal([
      "@typescript-eslint/restrict-template-expressions",
      "@typescript-eslint/restrict-template-expressions",
      "@typescript-eslint/restrict-plus-operands",
    ]);
  });
});
