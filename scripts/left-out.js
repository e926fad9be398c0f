/** What `npm test` says at its end. */
console.log(
  "Left out: everything on a real cluster. `npm run test:cluster` runs it; it needs root, Debian's packages and Go,\n" +
    "and says first what is missing and what it will change on this machine. And the comparison with the kubelet's own\n" +
    "code: `npm run test:kubelet` runs it; it needs Go.",
);
