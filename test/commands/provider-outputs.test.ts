import { expect } from "chai";
import fc from "fast-check";
import {
  kubernetesOutputs,
  standIn,
  withOutputs,
} from "../../src/commands/inside/provider-outputs.js";

describe("the outputs of a provider, with nothing run to find them out", () => {
  const of = (provider: string, ...path: string[]) => ({ provider, path });

  it("are those that are known", () => {
    const known = { "app-namespace": "shop" };
    const outputs = withOutputs(known, "kubernetes", [], { given: {} });
    expect(outputs).to.deep.equal(known);
  });

  it("are those that are given, over the known ones, and of this provider only", () => {
    const given = {
      "vault.a": "1",
      "vault.b.c": "2=3",
      "vault2.a": "other",
      "vault.known": "",
    };
    expect(
      withOutputs({ known: "x", kept: null }, "vault", [], { given }),
    ).to.deep.equal({ a: "1", b: { c: "2=3" }, known: "", kept: null });
  });

  it("have something in the place of each other one that is taken", () => {
    const taken = [
      of("vault", "given"),
      of("vault", "known"),
      of("vault", "deep", "down"),
      of("vault"),
      of("other", "a"),
    ];
    const given = { "vault.given": "1" };
    expect(
      withOutputs({ known: null }, "vault", taken, { given }),
    ).to.deep.equal({
      given: "1",
      known: null,
      deep: { down: "not-known-vault-deep-down" },
    });
  });

  it("keep a text where a path leads through it", () => {
    const taken = [of("vault", "a", "b")];
    const given = { "vault.a": "text", "vault.a.c": "x" };
    expect(withOutputs({}, "vault", taken, { given })).to.deep.equal({
      a: "text",
    });
  });

  it("are represented by what may be a name, and a part of a host's", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (provider, path) => {
        expect(standIn({ provider, path })).to.match(
          /^not-known(-[a-z0-9]+)*$/,
        );
        expect(standIn({ provider, path }).length).to.be.at.most(63);
      }),
    );
  });

  it("are of a kubernetes provider what Garden takes from its config", () => {
    expect(
      kubernetesOutputs({
        namespace: { name: "shop" },
        defaultHostname: "shop.example.test",
      }),
    ).to.deep.equal({
      "app-namespace": "shop",
      "default-hostname": "shop.example.test",
    });
    expect(kubernetesOutputs({})).to.deep.equal({ "default-hostname": null });
  });
});
