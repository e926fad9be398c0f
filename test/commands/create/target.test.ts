import { expect } from "chai";
import {
  chooseTarget,
  refuseToReplace,
  type Place,
} from "../../../src/commands/create/target.js";
import { copyLabel } from "../../../src/secrets/marker.js";

const hub = { name: "hub", namespace: "creds" };
const team = { name: "team", namespace: "creds" };
const other = { name: "hub", namespace: "other" };

describe("chooseTarget", () => {
  const cases: {
    title: string;
    listed: Place[];
    given: Partial<Place>;
    expected: Place | string;
  }[] = [
    { title: "the only one", listed: [hub], given: {}, expected: hub },
    {
      title: "the one of the name",
      listed: [hub, team],
      given: { name: "team" },
      expected: team,
    },
    {
      title: "the one of the namespace",
      listed: [hub, other],
      given: { namespace: "other" },
      expected: other,
    },
    {
      title: "a new one",
      listed: [hub],
      given: { name: "new" },
      expected: { name: "new", namespace: "default" },
    },
    {
      title: "a new one in a namespace",
      listed: [],
      given: { name: "new", namespace: "creds" },
      expected: { name: "new", namespace: "creds" },
    },
    {
      title: "none of several",
      listed: [hub, team],
      given: {},
      expected:
        "imagePullSecrets names creds/hub, creds/team: choose one with --name and --namespace.",
    },
    {
      title: "none of none",
      listed: [],
      given: {},
      expected:
        "imagePullSecrets names no Secret that fits: give --name, and --namespace where it is not default.",
    },
  ];
  for (const { title, listed, given, expected } of cases) {
    it(`chooses ${title}`, () => {
      if (typeof expected === "string")
        expect(() => chooseTarget(listed, given)).to.throw(expected);
      else expect(chooseTarget(listed, given)).to.deep.equal(expected);
    });
  }
});

describe("refuseToReplace", () => {
  const type = "kubernetes.io/dockerconfigjson";
  const cases = [
    { title: "nothing", existing: null, expected: null },
    { title: "a pull secret", existing: { type }, expected: null },
    {
      title: "another type",
      existing: { type: "kubernetes.io/dockercfg" },
      expected:
        "Secret creds/hub is of type kubernetes.io/dockercfg, which can't be changed. Choose another name with --name, " +
        "or delete it: kubectl delete secret hub --namespace creds",
    },
    {
      title: "an immutable one",
      existing: { type, immutable: true },
      expected:
        "Secret creds/hub is immutable. Choose another name with --name, or delete it: kubectl delete secret hub " +
        "--namespace creds",
    },
    {
      title: "one that merely carries our label",
      existing: { type, metadata: { labels: { [copyLabel]: "true" } } },
      expected: null,
    },
    {
      title: "a copy of ours",
      existing: {
        type,
        metadata: {
          name: "hub",
          namespace: "creds",
          labels: { [copyLabel]: "true" },
          annotations: {
            "garden-pull-secrets/source-namespace": "other",
            "garden-pull-secrets/source-name": "hub",
            "garden-pull-secrets/source-uid": "u-1",
            "garden-pull-secrets/source-resource-version": "7",
          },
        },
      },
      expected:
        "Secret creds/hub is a copy that each deploy brings up to date. Name its source with --namespace.",
    },
  ];
  for (const { title, existing, expected } of cases) {
    it(`${expected === null ? "lets" : "does not let"} ${title} be replaced`, () => {
      const refuse = () => refuseToReplace(hub, existing);
      if (expected === null) refuse();
      else expect(refuse).to.throw(expected);
    });
  }
});
