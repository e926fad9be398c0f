import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Loads acorn, on first use; bundled as Joi is (config/joi.ts). */
export function loadAcorn(): typeof import("acorn") {
  return require("acorn") as typeof import("acorn");
}

/** Loads semver, on first use; bundled as Joi is (config/joi.ts). */
export function loadSemver(): typeof import("semver") {
  return require("semver") as typeof import("semver");
}
