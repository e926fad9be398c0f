/** What `npm test` says at its end. */
import { leftOut } from "../test/left-out.js";

const lines = [
  ...leftOut(),
  "cluster: everything on a real cluster (npm run test:cluster: it needs root, Debian's packages and Go, and says first what it will change)",
  "kubelet: the comparison with the kubelet's own code (npm run test:kubelet: it needs Go)",
];
console.log(["Left out:", ...lines.map((line) => `- ${line}`)].join("\n"));
