import type { Pattern } from "acorn";
import type { GardenFunction } from "../garden/names.js";
import { loadAcorn } from "./packages.js";

/** Which of the `needed` parameters `fn` does not take: by name among the keys of its one object, or else each at its
 *  position. A parameter that was added behind them is no matter. Of a class, which methods it does not have. */
export function absentParameters(
  fn: GardenFunction,
  needed: readonly string[],
): string[] {
  const source = Function.prototype.toString.call(fn);
  if (/^class\b/.test(source)) {
    const { prototype } = fn as { prototype: object };
    return needed.filter(
      (name) => !Object.hasOwn(prototype, name) && !Object.hasOwn(fn, name),
    );
  }
  const params = parametersOf(source);
  const [first] = params;
  const object = first?.type === "AssignmentPattern" ? first.left : first;
  if (object?.type === "ObjectPattern") {
    const keys = object.properties.map((property) =>
      property.type === "Property" && property.key.type === "Identifier"
        ? property.key.name
        : "",
    );
    return needed.filter((name) => !keys.includes(name));
  }
  return needed.filter(
    (name, position) => parameterName(params[position]) !== name,
  );
}

function parametersOf(source: string): readonly Pattern[] {
  const expression = loadAcorn().parseExpressionAt(
    `(${withoutBody(source)})`,
    0,
    { ecmaVersion: "latest" },
  );
  return expression.type === "FunctionExpression" ||
    expression.type === "ArrowFunctionExpression"
    ? expression.params
    : [];
}

/** The function up to the end of its parameters, with an empty body: Garden's bodies take long to parse, and say
 *  nothing here. */
function withoutBody(source: string): string {
  const body = /^(?:async\s+)?function\b/.test(source) ? "{}" : "=>0";
  let depth = 0;
  for (const { type, start, end } of loadAcorn().tokenizer(source, {
    ecmaVersion: "latest",
  })) {
    if (type.label === "=>" && depth === 0)
      return source.slice(0, start) + body;
    if (opening.includes(type.label)) depth++;
    if (closing.includes(type.label) && --depth === 0)
      return source.slice(0, end) + body;
  }
  return source;
}

const opening = ["(", "[", "{", "${"];
const closing = [")", "]", "}"];

function parameterName(pattern: Pattern | undefined): string | undefined {
  const target = pattern?.type === "AssignmentPattern" ? pattern.left : pattern;
  return target?.type === "Identifier" ? target.name : undefined;
}
