import type { ValidationErrorItem } from "joi";
import {
  isName,
  nameRules,
  type NameField,
  type NameRule,
} from "./name-rules.js";
import { isRecord } from "./is-record.js";

const example = "{name: my-secret, namespace: default}";
/** The longest value that an error quotes. */
const maxQuoted = 80;

/** One malformed place of the config. */
export interface Problem {
  readonly path: string;
  readonly text: string;
}

/** What is wrong, in our words. Joi's own quote what they were given, and that may be a credential: quoted here are a name
 *  or namespace that is short, an entry that could be a name, and a field that looks like a misspelt one. */
export function describeProblem({
  path,
  context,
}: ValidationErrorItem): Problem {
  const value: unknown = context?.["value"];
  const [, index, field] = path;
  if (index === undefined) {
    return { path: pathOf(path), text: describeList(value) };
  }
  if (field === undefined) {
    return { path: pathOf(path), text: describeEntry(value) };
  }
  if (field === "name" || field === "namespace") {
    return { path: pathOf(path), text: describeField(field, value) };
  }
  return describeUnknownField(path.slice(0, 2), String(field));
}

function describeList(value: unknown): string {
  const fix = isRecord(value)
    ? ' Put "- " before its first field to make it an entry of a list.'
    : "";
  return `expected a list of entries such as ${example}, got ${typeOf(value)}.${fix}`;
}

function describeEntry(value: unknown): string {
  const fix =
    typeof value === "string" &&
    value.length <= maxQuoted &&
    isName(value, nameRules.name)
      ? ` Write {name: ${value}}.`
      : "";
  return `expected an entry such as ${example}, got ${typeOf(value)}.${fix}`;
}

function describeField(field: NameField, value: unknown): string {
  const rule = nameRules[field];
  if (typeof value === "string" && value !== "") {
    return describeName(value, rule);
  }
  if (value === undefined)
    return `missing, expected the name of a ${rule.owner}.`;
  const fix =
    typeof value === "number"
      ? " Put it in quotes."
      : field === "namespace"
        ? ' Leave the field out for "default".'
        : "";
  const got = value === "" ? "an empty string" : typeOf(value);
  return `expected the name of a ${rule.owner}, got ${got}.${fix}`;
}

/** Why Kubernetes does not take a name, and what it takes. */
export function describeName(name: string, rule: NameRule): string {
  const { owner, maxLength, allowed } = rule;
  if (name.length > maxLength) {
    return `${name.length} characters are too many for the name of a ${owner}, which has at most ${maxLength}.`;
  }
  const likely = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, "-");
  const subject = name.length <= maxQuoted ? JSON.stringify(name) : "this";
  const fix =
    name.length <= maxQuoted && isName(likely, rule)
      ? ` Did you mean "${likely}"?`
      : "";
  return `${subject} can't be the name of a ${owner}.${fix} Allowed are ${allowed}.`;
}

/** The field is named only if it looks like a misspelt field: a credential on the wrong side of a colon does not. */
function describeUnknownField(
  entryPath: readonly (string | number)[],
  field: string,
): Problem {
  const expected = 'an entry has only "name" and "namespace".';
  return /^[A-Za-z]{1,20}$/.test(field)
    ? {
        path: pathOf([...entryPath, field]),
        text: `unknown field; ${expected}`,
      }
    : { path: pathOf(entryPath), text: `has an unknown field; ${expected}` };
}

/** A path as the user would write it: `imagePullSecrets[1].name`. */
export function pathOf(path: readonly (string | number)[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .slice(1);
}

/** What a value is, without the value. */
export function typeOf(value: unknown): string {
  if (value === undefined) return "undefined";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (isRecord(value)) return "an object";
  const tag = Object.prototype.toString
    .call(value)
    .slice("[object ".length, -1);
  return typeof value === "object" ? `a ${tag}` : `a ${typeof value}`;
}
