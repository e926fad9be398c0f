import type { V1PodSpec } from "@kubernetes/client-node";
import { expect } from "chai";
import fc from "fast-check";
import {
  lacksPullSecrets,
  listedReferences,
  withPullSecrets,
} from "../../src/manifests/with-pull-secrets.js";
import { deepFreeze } from "./deep-freeze.js";

/** A pod spec with a list that may be anything: manifests come from users. */
function podSpec(imagePullSecrets?: unknown): V1PodSpec {
  const spec =
    imagePullSecrets === undefined
      ? { containers: [] }
      : { containers: [], imagePullSecrets };
  return spec as V1PodSpec;
}

const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];

describe("withPullSecrets", () => {
  const changed: {
    title: string;
    list?: unknown;
    references: { name: string }[];
    expected: { name: string }[];
  }[] = [
    { title: "no list", references: [b, a], expected: [b, a] },
    { title: "null for a list", list: null, references: [a], expected: [a] },
    { title: "text for a list", list: "a", references: [b], expected: [b] },
    { title: "an empty list", list: [], references: [a], expected: [a] },
    {
      title: "its own, which come first",
      list: [c, a],
      references: [a, b],
      expected: [c, a, b],
    },
    {
      title: "a duplicate of its own, and nothing to add",
      list: [a, a],
      references: [],
      expected: [a],
    },
    {
      title: "a namespace in its own, and nothing to add",
      list: [{ name: "a", namespace: "team" }],
      references: [a],
      expected: [a],
    },
    {
      title: "a namespace that is undefined",
      list: [{ name: "a", namespace: undefined }],
      references: [a],
      expected: [a],
    },
    {
      title: "entries without a name only",
      list: [{}, null, "a", 1, { name: 1 }, { name: "" }, [a]],
      references: [],
      expected: [],
    },
    {
      title: "as many entries without a name as there are to add",
      list: [a, {}],
      references: [b],
      expected: [a, b],
    },
    {
      title: "a hole as long as what there is to add",
      list: [a, ,],
      references: [b],
      expected: [a, b],
    },
    {
      title: "references with duplicates",
      list: [c],
      references: [b, b, c, a],
      expected: [c, b, a],
    },
  ];

  for (const { title, list, references, expected } of changed) {
    it(`makes a new list of ${title}`, () => {
      const input = deepFreeze(podSpec(list));
      const output = withPullSecrets(input, deepFreeze(references));
      expect(output).to.deep.equal({
        containers: [],
        imagePullSecrets: expected,
      });
      expect(output.containers).to.equal(input.containers);
    });
  }

  const same: {
    title: string;
    list?: unknown;
    references: { name: string }[];
  }[] = [
    { title: "no list, nothing to add", references: [] },
    { title: "null, nothing to add", list: null, references: [] },
    { title: "no list of any sort, nothing to add", list: {}, references: [] },
    { title: "an empty list, nothing to add", list: [], references: [] },
    { title: "all of them", list: [a, b], references: [a, b] },
    {
      title: "all of them, in another order",
      list: [b, a],
      references: [a, b],
    },
    { title: "more than these", list: [a, c, b], references: [b] },
  ];

  for (const { title, list, references } of same) {
    it(`returns the pod spec itself: ${title}`, () => {
      const input = deepFreeze(podSpec(list));
      expect(withPullSecrets(input, references)).to.equal(input);
    });
  }

  it("copies only the name of a reference", () => {
    const leaking = { name: "a", namespace: "team" } as unknown as {
      name: string;
    };
    const output = withPullSecrets(podSpec(), [leaking]);
    expect(output.imagePullSecrets).to.deep.equal([a]);
  });
});

describe("withPullSecrets, for any pod spec", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const reference = fc.record({ name });
  const ownEntry = fc.oneof(
    { weight: 4, arbitrary: reference },
    fc.record({ name, namespace: name }),
    fc.record({ name: fc.constantFrom("", null, 1, undefined) }),
    fc.constantFrom(null, undefined, "a", 1),
  );
  const ownList = fc.oneof(
    { weight: 6, arbitrary: fc.array(ownEntry, { maxLength: 6 }) },
    fc.constantFrom(undefined, null, "a", {}),
  );
  const references = fc.array(reference, { maxLength: 6 });

  /** The valid names in a list that may be anything. */
  function namesIn(list: unknown): string[] {
    if (!Array.isArray(list)) return [];
    return (list as ({ name?: unknown } | null | undefined)[])
      .map((entry) => entry?.name)
      .filter((found) => typeof found === "string" && found !== "") as string[];
  }

  /** Runs `check` with a frozen pod spec, frozen references and what became of them. */
  function forAll(
    check: (
      input: V1PodSpec,
      added: { name: string }[],
      output: V1PodSpec,
    ) => void,
  ) {
    fc.assert(
      fc.property(ownList, references, (list, added) => {
        const input = deepFreeze(podSpec(list));
        check(input, added, withPullSecrets(input, deepFreeze(added)));
      }),
      { numRuns: 2000 },
    );
  }

  it("holds the union, its own first, each once, in order", () => {
    forAll((input, added, output) => {
      const union = [...namesIn(input.imagePullSecrets), ...namesIn(added)];
      expect(namesIn(output.imagePullSecrets)).to.deep.equal([
        ...new Set(union),
      ]);
    });
  });

  it("holds names only, where it holds a list", () => {
    forAll((_input, _added, output) => {
      if (!Array.isArray(output.imagePullSecrets)) return;
      for (const entry of output.imagePullSecrets) {
        expect(Object.keys(entry)).to.deep.equal(["name"]);
      }
    });
  });

  it("changes nothing the second time", () => {
    forAll((_input, added, output) => {
      expect(withPullSecrets(output, added)).to.equal(output);
    });
  });

  it("is a new object exactly where the list differs", () => {
    forAll((input, _added, output) => {
      const before = JSON.stringify(input.imagePullSecrets);
      const after = JSON.stringify(output.imagePullSecrets);
      expect(output === input).to.equal(before === after);
    });
  });

  it("changes no other field", () => {
    forAll((input, _added, output) => {
      expect({ ...output, imagePullSecrets: null }).to.deep.equal({
        ...input,
        imagePullSecrets: null,
      });
    });
  });
});

describe("lacksPullSecrets", () => {
  for (const { list, references, expected } of [
    { list: undefined, references: [], expected: false },
    { list: undefined, references: [a], expected: true },
    { list: [a, b], references: [b], expected: false },
    { list: [a, b], references: [b, c], expected: true },
  ]) {
    it(`is ${expected} for ${JSON.stringify(list)} and ${JSON.stringify(references)}`, () => {
      expect(lacksPullSecrets(podSpec(list), references)).to.equal(expected);
    });
  }
});

describe("listedReferences", () => {
  for (const { list, expected } of [
    { list: undefined, expected: [] },
    { list: "a", expected: [] },
    { list: [a, { name: "b", namespace: "team" }, {}, a], expected: [a, b] },
  ]) {
    it(`are ${JSON.stringify(expected)} for ${JSON.stringify(list)}`, () => {
      expect(listedReferences({ imagePullSecrets: list })).to.deep.equal(
        expected,
      );
    });
  }
});
