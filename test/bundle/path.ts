/** Prints the folder of npm Garden's bundle, and makes it where it is not there: `tsx test/bundle/path.ts`. */
import { bundledGarden } from "./bundle.js";

console.log(await bundledGarden({ node: process.execPath }));
