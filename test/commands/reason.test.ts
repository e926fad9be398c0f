import { expect } from "chai";
import { reasonOf } from "../../src/commands/inside/reason.js";

const manifest =
  "apiVersion: v1\\nkind: Secret\\nmetadata: { name: mail } # two (or more): none\\nstringData: { from: ${var.mail.from} }\\n";

describe("the reason that is printed of an error", () => {
  const of = (message: string) => reasonOf(new Error(message));

  it("is the cause, before the text in which a template string stands", () => {
    expect(
      of(
        `Invalid template string (${manifest}) at path spec.manifests[0]: Could not find key mail under var. Available keys: a and b.`,
      ),
    ).to.match(
      /^Could not find key mail under var\. Available keys: a and b\. \(at spec\.manifests\[0\], in apiVersion: v1\\nkind: Secret.{1,50}…\)$/,
    );
    expect(
      of(
        "Failed to resolve Deploy type=kubernetes name=mail: Error: resolve Deploy type=kubernetes name=mail failed: Error: " +
          "Invalid template string (${var.mail}): Could not find key mail under var. Available keys: (none).",
      ),
    ).to.equal(
      "Could not find key mail under var. Available keys: (none). (in ${var.mail})",
    );
    expect(of("Failed to complete 1/1 tasks: It can't be.")).to.equal(
      "It can't be.",
    );
  });

  it("has a few of the keys that there are", () => {
    const keys = Array.from({ length: 40 }, (_, index) => `K${String(index)}`);
    expect(
      of(
        `Could not find key X under local.env. Available keys: ${keys.join(", ")}.`,
      ),
    ).to.match(/^Could not find key X .* K8, K9 and 30 more\.$/);
  });

  it("goes on where its first line only announces it", () => {
    const announced =
      "Downloading remote action (from x) failed with error: \n\n";
    expect(
      of(
        `${announced}Error: git clone failed\nCloning into '.'...\nssh: Could not resolve hostname git.invalid\nfatal: Could not read from remote repository.\n\nand the repository exists.\n`,
      ),
    ).to.equal(
      "Downloading remote action (from x) failed with error: ssh: Could not resolve hostname git.invalid",
    );
    expect(of("Wrong config for Deploy web:\n\nname is required\n")).to.equal(
      "Wrong config for Deploy web: name is required",
    );
    expect(of("Nothing follows:")).to.equal("Nothing follows:");
  });

  it("is not in Node's words alone", () => {
    const wrong: unknown[] = ["a", {}];
    try {
      Buffer.from(wrong[1] as string);
      expect.fail("Node takes it");
    } catch (error) {
      expect(reasonOf(error)).to.match(/^Garden fails on it: The first arg/);
    }
  });
});
