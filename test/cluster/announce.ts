/** What `npm run test:cluster` says first: what is missing, and what it will change on this machine. */
import { whatIsMissing, whatWillChange } from "./machine-changes.js";

const missing = whatIsMissing();
console.log([...missing, whatWillChange()].join("\n"));
if (missing.length > 0) process.exitCode = 1;
