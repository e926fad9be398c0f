import { Document, visit } from "yaml";
import { steeringInLines } from "../../config/printable.js";

/** YAML for people and programs: what a terminal must not get stands in double quotes, and escaped (YAML 1.2, 5.7). */
export function printableYaml(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Scalar(_, scalar) {
      if (
        typeof scalar.value === "string" &&
        scalar.value.search(steeringInLines) >= 0
      )
        scalar.type = "QUOTE_DOUBLE";
    },
  });
  return document
    .toString()
    .replaceAll(
      steeringInLines,
      (sign) =>
        `\\U${(sign.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
    );
}
