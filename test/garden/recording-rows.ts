import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { Patch } from "../../dist/patches/patch.js";
import { hold } from "./recording.js";

const row = {
  pod: "",
  uses: [],
  gardens: "*",
  fixedFrom: null,
  mandatory: false,
  gap: "",
} as const;

/** The cluster would be needed here; what Garden hands to kubectl is all that the test wants. */
const kubectl: Patch = {
  ...row,
  id: "record",
  declares: "kubectl",
  file: "plugins/kubernetes/kubectl.ts",
  parameters: ["ctx", "provider"],
  wrap: () => () => ({
    stdout: ({ input }: { input: Buffer }) =>
      hold(
        parseAllDocuments(input.toString()).map(
          (document) => document.toJS() as object,
        ),
      ),
  }),
};

/** helm knows of no release; what it is to install is a manifest of the test's own, with the values as its text. */
const helm: Patch = {
  ...row,
  id: "record-helm",
  declares: "helm",
  file: "plugins/kubernetes/helm/helm-cli.ts",
  parameters: ["args"],
  wrap:
    () =>
    ({ args }: { args: string[] }) =>
      args.includes("upgrade")
        ? hold([{ kind: "Values", text: valuesIn(args) }])
        : Promise.reject(new Error("no such release")),
};

/** Newer Gardens hand them over in a file. */
function valuesIn(args: readonly string[]): string {
  const last = args.at(-1) ?? "";
  return args.at(-2) === "--values" ? readFileSync(last, "utf8") : last;
}

/** ssh-keygen would be needed here. */
const keystore: Patch = {
  ...row,
  id: "no-keys",
  declares: "ProxySshKeystore",
  file: "plugins/kubernetes/local-mode.ts",
  parameters: [],
  wrap: (original) => {
    const key = { readPublicSshKey: () => Promise.resolve("key") };
    const instance = { getKeyPair: () => Promise.resolve(key) };
    return Object.assign(original, { getInstance: () => instance });
  },
};

/** Rows of the tests' own, in place of what needs a program or a cluster. */
export const recordingRows: readonly Patch[] = [kubectl, helm, keystore];
