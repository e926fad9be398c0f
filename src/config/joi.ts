import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Loads Joi, on first use: it takes as long as the start of Node itself. What runs inside Garden gets
 *  another `require` in the build (scripts/bundle-entries.js): Garden replaces the function that Node's is made of. */
export function loadJoi(): typeof import("joi") {
  return require("joi") as typeof import("joi");
}
