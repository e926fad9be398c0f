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
  const expression = loadAcorn().parseExpressionAt(`(${source})`, 0, {
    ecmaVersion: "latest",
  });
  if (expression.type === "ClassExpression") {
    const methods = expression.body.body.map((member) =>
      member.type === "MethodDefinition" && member.key.type === "Identifier"
        ? member.key.name
        : "",
    );
    return needed.filter((name) => !methods.includes(name));
  }
  if (
    expression.type !== "FunctionExpression" &&
    expression.type !== "ArrowFunctionExpression"
  )
    return [];
  const [first] = expression.params;
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
    (name, position) => parameterName(expression.params[position]) !== name,
  );
}

function parameterName(pattern: Pattern | undefined): string | undefined {
  const target = pattern?.type === "AssignmentPattern" ? pattern.left : pattern;
  return target?.type === "Identifier" ? target.name : undefined;
}
