import { expect } from "chai";
import {
  CleanError,
  readNamespace,
} from "../../../src/commands/clean/read-facts.js";
import type { CleanRequests } from "../../../src/cluster/object-requests.js";
import { account, copy, ourManager } from "./objects.js";

/** An API server that has these, and refuses the list of one kind. */
function listing(
  { secrets = [], accounts = [] }: Partial<Record<string, readonly object[]>>,
  refused = "nothing",
) {
  const asked: string[] = [];
  const requests: Pick<CleanRequests, "list"> = {
    list: (path, selector) => {
      const plural = path.split("/").at(-1) ?? "";
      asked.push(
        plural === "secrets" ? `${plural} ${String(selector)}` : plural,
      );
      if (plural === refused)
        return Promise.reject(
          Object.assign(new Error("refused"), { responseStatusCode: 500 }),
        );
      return Promise.resolve(
        plural === "secrets"
          ? secrets
          : plural === "serviceaccounts"
            ? accounts
            : [],
      );
    },
  };
  return { asked, requests: requests as CleanRequests };
}

const marked = ["secrets garden-pull-secrets/copy", "serviceaccounts"];
const whatMakesPods = [
  "pods",
  "replicationcontrollers",
  "deployments",
  "statefulsets",
  "daemonsets",
  "replicasets",
  "jobs",
  "cronjobs",
];

describe("readNamespace", () => {
  it("asks for no pod and no workload where the patch has written nothing", async () => {
    const { asked, requests } = listing({
      accounts: [account("default", ["mine"], "kubectl")],
    });
    const { objects } = await readNamespace(requests, "shop");
    expect(objects).to.deep.equal([]);
    expect(asked).to.deep.equal(marked);
  });

  for (const [what, there] of [
    ["a copy", { secrets: [copy("hub")] }],
    [
      "an account's list",
      { accounts: [account("default", ["hub"], ourManager)] },
    ],
  ] as const)
    it(`asks for all that makes pods where it has written ${what}`, async () => {
      const { asked, requests } = listing(there);
      await readNamespace(requests, "shop");
      expect(asked).to.deep.equal([...marked, ...whatMakesPods]);
    });

  it("asks for no pod and no workload where a Secret merely carries our label", async () => {
    const { asked, requests } = listing({
      secrets: [{ ...copy("hub"), type: "Opaque" }],
    });
    const { copies } = await readNamespace(requests, "shop");
    expect(copies).to.have.length(1);
    expect(asked).to.deep.equal(marked);
  });

  it("keeps no Secret's data", async () => {
    const secret = { ...copy("hub"), data: { token: "aHVudGVyMg==" } };
    const { requests } = listing({ secrets: [secret] });
    const facts = await readNamespace(requests, "shop");
    expect(JSON.stringify(facts)).not.to.contain("aHVudGVyMg");
  });

  for (const refused of ["serviceaccounts", "jobs"])
    it(`knows nothing where ${refused} can't be read`, async () => {
      const { requests } = listing({ secrets: [copy("hub")] }, refused);
      const error: unknown = await readNamespace(requests, "shop").catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(CleanError);
      expect((error as CleanError).message).to.equal(
        `Failed listing ${refused} in namespace 'shop': the API server answered 500`,
      );
    });
});
