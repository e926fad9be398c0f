import { expect } from "chai";
import { addToAccount } from "../../src/cluster/account-references.js";
import type { PatchNames } from "../../src/garden/names.js";
import {
  contextOf,
  log,
  named,
  namespace,
  providerWith,
  recordingCluster,
} from "../patches/recording-cluster.js";

/** The warning where kubectl fails with these words, as Garden hands them on (its ChildProcessError). */
async function warningAt(stderr: string): Promise<string> {
  const { context } = recordingCluster();
  const kubectl: PatchNames["kubectl"] = () => ({
    stdout: () =>
      Promise.reject(
        new Error(
          `Command "kubectl apply --server-side" failed with code 1:\n\n${stderr}`,
        ),
      ),
  });
  const warnings: string[] = [];
  await addToAccount(
    { name: "app", namespace },
    {
      ctx: contextOf(providerWith(["hub"])),
      references: named(["hub"]),
      log: { ...log, warn: (line) => void warnings.push(line) },
    },
    {
      name: (name) =>
        name === "kubectl"
          ? (kubectl as PatchNames[typeof name])
          : context.name(name),
    },
  );
  expect(warnings).to.have.length(1);
  return warnings.join().replace(/^.*so pods that run as it.*?: /, "");
}

describe("the references of a ServiceAccount that can't be applied", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      'Error from server (Forbidden): serviceaccounts "app" is forbidden: User "jane" cannot patch resource "serviceaccounts" in API group "" in the namespace "team"',
      /^the right is missing \(serviceaccounts "app" is forbidden: User "jane" cannot patch resource/,
    ],
    [
      'Error from server (Forbidden): serviceaccounts is forbidden: User "jane" cannot create resource "serviceaccounts" in API group "" in the namespace "team"',
      /^the right is missing \(.* cannot create resource "serviceaccounts"/,
    ],
    [
      'Error from server (Forbidden): serviceaccounts "app" is forbidden: unable to create new content in namespace team because it is being terminated',
      /^the API server answered 403: .* is being terminated$/,
    ],
    [
      'Error from server: admission webhook "validate.example.com" denied the request: \n\nno lists\nin accounts\n',
      /^the API server answered: admission webhook "validate.example.com" denied the request: no lists in accounts$/,
    ],
    [
      "Unable to connect to the server: dial tcp 10.0.0.1:443: connect: connection refused",
      /^the API server could not be asked$/,
    ],
  ];
  for (const [stderr, expected] of cases) {
    it(`are left out with the API server's reason: ${stderr.slice(0, 60)}`, async () => {
      expect(await warningAt(stderr)).to.match(expected);
    });
  }
});
