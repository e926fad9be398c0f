/** It replaces the same function. */
export { row } from "./explain-wait.js";
