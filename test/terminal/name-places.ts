import type { CheckResult } from "../../src/commands/check/check.js";
import type { CleanResult } from "../../src/commands/clean/clean.js";
import { asked, seams, workload } from "../leaks/garden-places.js";
import { typed } from "../leaks/message-places.js";
import { oneOf, type Place } from "../leaks/place.js";
import { checked, narrated, where } from "../leaks/secret-places.js";
import { image, pullSecret, registry } from "../leaks/secrets.js";

const tables = ["table", "json"] as const;

const alone = { "the text alone": (text: string) => text };

/** A Secret whose login's user has this name. */
const secretOf = (username: string) =>
  pullSecret(
    JSON.stringify({ auths: { [registry]: { username, password: "x1" } } }),
  );

/** What a project in which all is called like this comes to. */
function namedLike(text: string) {
  const result = workload(text);
  const metadata = { name: text, namespace: text };
  const workloads = result.workloads.map(({ unpatched, patched, mode }) => ({
    origin: text,
    mode,
    ...{ before: [], after: [text], withWorkloads: [text] },
    unpatched: { ...unpatched, kind: text, metadata },
    patched: { ...patched, metadata },
  }));
  const notShown = [{ what: text, reason: text }];
  const unknownOutputs = [{ output: text, by: [text], standIn: text }];
  return {
    ...{ ...result, workloads, others: [text], unknown: [text] },
    ...{ unknownOutputs, notCovered: [text], notShown },
  };
}

const named = (text: string): CheckResult => ({
  ...where,
  notCovered: [text],
  checks: [
    {
      id: "image-pull",
      ...{ subject: text, expected: text, reason: text, remedy: text },
      ...{ verdict: "failed", docs: "garden-pull-secrets docs checks" },
    },
  ],
  images: [
    {
      image: text,
      workloads: [text],
      served: false,
      attempts: [],
      error: text,
      nearMisses: [
        {
          ...{ secret: text, key: text, write: text },
          ...{ reason: text, remedy: text },
        },
      ],
    },
  ],
  readers: [
    {
      ...{ secret: text, used: true, reader: "buildkit", breaks: true },
      ...{ state: "does not", reason: text },
    },
  ],
  notShown: [{ what: text, reason: text }],
});

const cleaned = (text: string): CleanResult => ({
  ...where,
  notCovered: [text],
  contexts: [text],
  objects: [
    {
      ...{ kind: "Secret", namespace: text, name: text, uid: "1" },
      ...{ resourceVersion: "1", verdict: "needed", reason: text },
      ...{ needs: [{ by: text, free: text }], action: null },
    },
  ],
  problems: [text],
  notShown: [{ what: text, reason: text }],
});

/** Places of names, which are no secrets, but are printed. */
export const namePlaces: readonly Place[] = [
  {
    title: "check -f, a user's name",
    notations: alone,
    input: (text) => JSON.stringify(secretOf(text)),
    run: (_, turn) =>
      typed(
        ...["check", "-f", "-", "--image", image],
        ...["-o", oneOf(tables, turn)],
      ),
  },
  {
    title: "check -f, an image's name",
    notations: alone,
    input: () => JSON.stringify(secretOf("bob")),
    run: (text, turn) =>
      typed(
        ...["check", "-f", "-", "--image", text],
        ...["-o", oneOf(tables, turn)],
      ),
  },
  {
    title: "check, a user's name",
    notations: alone,
    run: (text, turn, witness) => checked(secretOf(text), turn, witness),
  },
  {
    title: "the patched Garden, a user's name",
    notations: alone,
    run: (text, _, witness) => narrated(secretOf(text), witness),
  },
  {
    title: "manifests, names of the project",
    notations: alone,
    run: (text, turn) =>
      asked(
        [
          ...["manifests", "."],
          ...oneOf([[], ["-o", "yaml"], ["-o", "json"], ["--diff"]], turn),
        ],
        namedLike(text),
      ),
  },
  {
    title: "check, names and reasons",
    notations: alone,
    run: (text, turn) =>
      asked(["check", ".", "-o", oneOf(tables, turn)], named(text)),
  },
  {
    title: "clean, names and reasons",
    notations: alone,
    run: (text, turn) =>
      asked(
        ["clean", ".", "--dry-run", "-o", oneOf(tables, turn)],
        cleaned(text),
      ),
  },
  {
    title: "create, names and reasons",
    notations: alone,
    run: (text, turn) =>
      asked(["create", ".", "--dry-run"], {
        plan: {
          ...{ name: "hub", namespace: "creds", context: text },
          registries: [{ registry: "ghcr.io", username: text }],
          without: [{ registry: text, reason: text }],
          notShown: [{ what: text, reason: text }],
          ...{ exists: turn % 2 === 0, kept: [text], listed: true },
        },
      }),
  },
  {
    title: "explain in a project, names and problems",
    notations: alone,
    run: (text, turn) =>
      asked(["explain", ".", "-o", oneOf(["text", "json"], turn)], {
        ...where,
        diagnoses: [
          {
            ...{ message: text, image: text, registry: text, failed: null },
            ...{ cause: "unknown", causes: ["unknown"], credentialSent: null },
            ...{ remedy: text, pod: text, namespace: text },
          },
        ],
        namespaces: ["shop", "team"],
        notShown: [{ what: text, reason: text }],
        problems: [text],
      }),
  },
  {
    title: "seams, reasons",
    notations: alone,
    run: (text, turn) =>
      asked(["seams", "-o", oneOf(tables, turn)], {
        ...seams,
        seams: [
          {
            ...{ id: "buildkit", declares: "x", mandatory: false },
            ...{ state: "missing", reason: text },
          },
        ],
      }),
  },
];
