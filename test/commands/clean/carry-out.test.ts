import type { V1ServiceAccount } from "@kubernetes/client-node";
import { expect } from "chai";
import { carryOut } from "../../../src/commands/clean/carry-out.js";
import { planClean } from "../../../src/commands/clean/plan.js";
import type { Planned } from "../../../src/commands/clean/planned.js";
import type { CleanRequests } from "../../../src/cluster/object-requests.js";
import { account, adoptedCopy, copy, facts, ourManager } from "./objects.js";

/** An API server that answers `status` to all writes of a kind, in place of the one that is to answer `clean`. */
function answering(status: number | undefined, to: string) {
  const sent: string[] = [];
  const send = (verb: string, path: string, guard: object) => {
    sent.push(`${verb} ${path} ${JSON.stringify(guard)}`);
    return status !== undefined && path.includes(to)
      ? Promise.reject(
          Object.assign(new Error("refused"), {
            responseStatusCode: status,
            apiMessage: "not you",
          }),
        )
      : Promise.resolve();
  };
  const requests: CleanRequests = {
    list: () => Promise.resolve([]),
    get: () =>
      Promise.resolve({ metadata: { uid: "newer", resourceVersion: "9" } }),
    read: () => Promise.reject(new Error("nothing is to be read so")),
    async replace(path, object) {
      const { metadata } = object as { metadata: object };
      await send("replace", path, metadata);
      return object;
    },
    remove: (path, preconditions) => send("delete", path, preconditions),
  };
  return { requests, sent };
}

const secret = "/api/v1/namespaces/shop/secrets/hub";
const defaultAccount = "/api/v1/namespaces/shop/serviceaccounts/default";
const guard = (name: string) =>
  JSON.stringify({ uid: `u-${name}`, resourceVersion: "1" });

const plan = planClean(
  facts({
    copies: [copy("hub")],
    accounts: [account("default", ["hub"], ourManager)],
  }),
);

const verdicts = (found: readonly { verdict: string; reason: string }[]) =>
  found.map(({ verdict, reason }) => `${verdict}: ${reason}`);

describe("carryOut", () => {
  it("takes references off before it deletes copies, each as it was read and not as it is by now", async () => {
    const { requests, sent } = answering(undefined, "");
    const found = await carryOut(plan, requests);
    expect(sent).to.deep.equal([
      `replace ${defaultAccount} ${guard("default")}`,
      `delete ${secret} ${guard("hub")}`,
    ]);
    expect(found.map(({ verdict }) => verdict)).to.deep.equal([
      "removed",
      "removed",
    ]);
  });

  const failures = [
    {
      title: "is removed by somebody else",
      status: 404,
      to: "secrets",
      expected: [
        "removed: hub is taken off its list",
        "removed: a copy that nothing needs",
      ],
    },
    {
      title: "changes meanwhile",
      status: 409,
      to: "secrets",
      expected: [
        "removed: hub is taken off its list",
        "failed: it was changed meanwhile. Run the command again",
      ],
    },
    {
      title: "may not be deleted",
      status: 403,
      to: "secrets",
      expected: [
        "removed: hub is taken off its list",
        "failed: the right is missing (not you). See docs/rbac.yaml for what is needed",
      ],
    },
    {
      title: "is listed by an account that can't be changed",
      status: 409,
      to: "serviceaccounts",
      expected: [
        "failed: it was changed meanwhile. Run the command again",
        "failed: ServiceAccount default still lists it",
      ],
    },
  ];
  for (const { title, status, to, expected } of failures)
    it(`reports a copy that ${title}`, async () => {
      const { requests, sent } = answering(status, to);
      expect(verdicts(await carryOut(plan, requests))).to.deep.equal(expected);
      expect(sent.some((one) => one.startsWith("delete"))).to.equal(
        to === "secrets",
      );
    });

  it("takes our field manager off an account after our references, where others' are left", async () => {
    const others = { manager: "kubectl-edit", fieldsV1: {} };
    const live = account("default", ["admin", "hub"], ourManager);
    const written: V1ServiceAccount[] = [];
    for (const managers of [[others], []]) {
      const managedFields = [
        ...(live.metadata?.managedFields ?? []),
        ...managers,
      ];
      const found = { ...live, metadata: { ...live.metadata, managedFields } };
      const { requests } = answering(undefined, "");
      await carryOut(planClean(facts({ accounts: [found] })), {
        ...requests,
        get: () => Promise.resolve(found),
        replace(_, object) {
          written.push(object);
          return Promise.resolve(object);
        },
      });
    }
    expect(
      written.map(({ imagePullSecrets, metadata }) => [
        imagePullSecrets?.map(({ name }) => name).join(),
        metadata?.managedFields?.map(({ manager }) => manager),
      ]),
    ).to.deep.equal([
      ["admin", [ourManager, "kubectl-edit"]],
      ["admin", ["kubectl-edit"]],
      ["admin", [ourManager]],
      ["admin", [undefined]],
    ]);
  });

  it("takes the marker off what was there before, and calls it kept", async () => {
    const { requests, sent } = answering(undefined, "");
    const kept = planClean(facts({ copies: [adoptedCopy("hub")] }));
    const [found] = await carryOut(kept, requests);
    expect(found?.verdict).to.equal("kept");
    expect(sent).to.deep.equal([`replace ${secret} ${guard("hub")}`]);
  });

  it("leaves alone what is needed", async () => {
    const { requests, sent } = answering(undefined, "");
    const needed = plan.map((each): Planned => ({
      ...each,
      verdict: "needed",
      action: null,
    }));
    expect(await carryOut(needed, requests)).to.deep.equal(needed);
    expect(sent).to.deep.equal([]);
  });
});
