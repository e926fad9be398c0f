import { createRequire } from "node:module";

// Stryker 9, the last that runs on Node 20, asks for files of mocha's without their ending; in mocha 12 that is `.cjs`.
const { extensions } = createRequire(import.meta.url);
extensions[".cjs"] = extensions[".js"];
