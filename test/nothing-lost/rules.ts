import { expect } from "chai";
import type { StoredObject } from "./api-server.js";
import { marks, pullSecretType } from "./objects.js";

/** What the Secrets of a cluster are to the patch, by uid: what it made, and what it took over. All others are none of its
 *  business. */
export type Owned = Map<string, "made" | "adopted">;

/** A write of ours that took effect. */
export interface Write {
  readonly before: StoredObject | null;
  readonly after: StoredObject | null;
}

/** What is looked at while a deploy writes. */
export interface DeployView {
  readonly owned: Owned;
  /** All states that the source has had. */
  readonly source: readonly StoredObject[];
  /** What Garden's output has said so far. */
  readonly warnings: readonly string[];
}

export function uidOf({ metadata }: StoredObject): string {
  return metadata.uid ?? "";
}

/** A deploy makes copies, changes what it made, and replaces other pull secrets only as Garden does: it says so, and what
 *  they had of their own stays. */
export function checkDeployWrite({ before, after }: Write, view: DeployView) {
  const { owned, source, warnings } = view;
  const from = source[0]?.metadata.namespace;
  if (after !== null) {
    expect(after.metadata.labels?.[marks.label]).to.equal("true");
    expect(after.metadata.annotations?.[marks.namespace]).to.equal(from);
    expect(source.map(dataOf), "its data").to.include(dataOf(after));
  }
  if (before === null) {
    if (after !== null) owned.set(uidOf(after), "made");
    return;
  }
  const { name = "", namespace = "", annotations = {} } = before.metadata;
  const there = `Secret '${name}' in namespace '${namespace}'`;
  const was = owned.get(uidOf(before));
  if (after === null) {
    expect(was, `${there} is ours to delete`).to.equal("made");
    owned.delete(uidOf(before));
    return;
  }
  const said = warnings.filter((line) => line.includes(there));
  if (was === undefined) {
    expect(said.join(), `${there} is taken over`).to.contain("held other data");
    owned.set(uidOf(after), "adopted");
  }
  if (was !== undefined && annotations[marks.namespace] !== from)
    expect(said.join(), `${there} has another source`).to.contain(
      `'${annotations[marks.namespace] ?? ""}'`,
    );
  if (owned.get(uidOf(after)) !== "adopted") return;
  expect(after.metadata.annotations).to.have.property(marks.adopted);
  for (const field of ["labels", "annotations"] as const)
    for (const [key, value] of Object.entries(before.metadata[field] ?? {}))
      if (!isMark(key) && !source.some(hasEntry(field, key, value)))
        expect(after.metadata[field]).to.have.property(key, value);
}

function hasEntry(field: "labels" | "annotations", key: string, value: string) {
  return ({ metadata }: StoredObject) => metadata[field]?.[key] === value;
}

/** What is looked at while `clean` writes. */
export interface CleanView {
  readonly owned: Owned;
  readonly isNeeded: boolean;
  /** The namespaces of which Garden copies a Secret of this name without us, too. */
  readonly copied: readonly string[];
}

/** `clean` deletes what was made and nothing needs; of everything else it takes off the marker, if that. */
export function checkCleanWrite({ before, after }: Write, view: CleanView) {
  const { owned, isNeeded, copied } = view;
  if (before === null) throw new Error("clean has created something");
  const { name, namespace, annotations = {} } = before.metadata;
  const isCopied = copied.includes(annotations[marks.namespace] ?? "");
  const there = `Secret ${namespace ?? ""}/${name ?? ""}`;
  const was = owned.get(uidOf(before));
  expect(was, `${there} is ours`).not.to.equal(undefined);
  owned.delete(uidOf(before));
  if (after !== null) {
    expect(was === "adopted" || isCopied, there).to.equal(true);
    expect(comparable(after)).to.deep.equal(comparable(withoutMarks(before)));
    return;
  }
  expect(was, `${there} was made`).to.equal("made");
  expect(isNeeded, `${there} is needed`).to.equal(false);
  expect(isCopied, `${there} is copied by Garden`).to.equal(false);
}

/** `clean` takes names of ours off a list that the patch has written, and our name off its managers. */
export function checkAccountWrite(
  { before, after }: Write,
  isOurs: (name: string) => boolean,
) {
  if (before === null || after === null)
    throw new Error("clean has created or deleted a ServiceAccount");
  const managers = (before.metadata.managedFields ?? []).map(
    ({ manager }) => manager,
  );
  expect(managers).to.include("garden-pull-secrets");
  const names = namesOf(after);
  const gone = namesOf(before).filter((name) => !names.includes(name));
  expect(gone.filter((name) => !isOurs(name))).to.deep.equal([]);
  expect(namesOf(before)).to.include.members(names);
}

function namesOf({ imagePullSecrets = [] }: StoredObject): string[] {
  return imagePullSecrets.flatMap(({ name }) => name ?? []);
}

/** `create` adds entries for the registries that it was given, and keeps all else of the Secret. */
export function checkCreateWrite(
  { before, after }: Write,
  given: readonly string[],
) {
  if (after === null) throw new Error("create has deleted something");
  const { data, ...rest } = after;
  const config = configOf(data);
  expect(after.type).to.equal(pullSecretType);
  if (before === null) {
    // What was deleted while it worked is not to come back.
    expect(config.others).to.deep.equal({});
    expect(given).to.include.members(config.auths.map(([key]) => key));
    return;
  }
  const { data: oldData, ...old } = before;
  const oldConfig = configOf(oldData);
  expect(comparable(rest)).to.deep.equal(comparable(old));
  for (const [key, value] of oldConfig.auths)
    if (!given.includes(key))
      expect(config.auths).to.deep.include([key, value]);
  expect(config.others).to.deep.equal(oldConfig.others);
}

/** A docker config: its entries in whichever spelling of `auths`, and the rest. */
function configOf(data: StoredObject["data"]) {
  const text = Buffer.from(data?.[".dockerconfigjson"] ?? "", "base64");
  const config = JSON.parse(text.toString()) as Record<string, object>;
  const fields = Object.entries(config);
  const isAuths = ([key]: [string, object]) => key.toLowerCase() === "auths";
  return {
    auths: fields
      .filter(isAuths)
      .flatMap(([, entries]) => Object.entries(entries)),
    others: Object.fromEntries(fields.filter((field) => !isAuths(field))),
  };
}

export function dataOf({ data = {} }: StoredObject): string {
  return JSON.stringify(Object.entries(data).sort());
}

/** An object as it can be compared: without what each server gives objects of its own, and what is empty. */
export function comparable(object: StoredObject): object {
  const { annotations = {}, labels = {}, name, namespace } = object.metadata;
  const others = Object.entries(annotations).filter(
    ([key]) => key !== marks.uid && key !== marks.version,
  );
  const { type, data = {}, immutable = false, imagePullSecrets = [] } = object;
  return {
    ...{ namespace, name, labels, annotations: Object.fromEntries(others) },
    ...{ type, data, immutable, imagePullSecrets },
  };
}

function isMark(key: string): boolean {
  return key.startsWith("garden-pull-secrets/");
}

function withoutMarks(secret: StoredObject): StoredObject {
  const without = (entries: Record<string, string> = {}) =>
    Object.fromEntries(Object.entries(entries).filter(([key]) => !isMark(key)));
  const { labels, annotations } = secret.metadata;
  return {
    ...secret,
    metadata: {
      ...secret.metadata,
      labels: without(labels),
      annotations: without(annotations),
    },
  };
}
