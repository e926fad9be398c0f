/** Where a command of the documents is run, by a test or by CI: a file, and words in it by which the place is found. */
export interface Evidence {
  readonly file: string;
  readonly words: string;
}

const ci = (words: string): Evidence => ({ file: ".ci/run", words });
const suite = (name: string, words: string): Evidence => ({
  file: `test/cluster/suites/${name}.test.ts`,
  words,
});

const create = {
  place: suite("create", "prints one without a project that kubectl takes"),
  dryRun: suite("create", "with --dry-run writes nothing"),
  write: suite("create", "makes the Secret that check is content with"),
};
const check = suite("check", "passes, and says who pulls what");
const clean = {
  dryRun: suite(
    "clean",
    "removes nothing that is needed, and says by what and how it is freed",
  ),
  write: suite("clean", "back to Garden without the patch: leaves no trace"),
};
const explain = suite("explain", "are found by explain [dir], pod by pod");
const story = {
  bug: suite("story", "unpatched: the init container is refused with 429"),
  end: suite(
    "story",
    "patched: the workload that unpatched Garden deployed is put right and runs",
  ),
};
const hub: Evidence = {
  file: "test/cluster/cluster.test.ts",
  words: "is controlled from a shell",
};
const walk: Evidence = {
  file: "test/walk/main.ts",
  words: "Commands of the cluster's chapter that have to be there",
};
const shells: Evidence = {
  file: "test/cli/shells.test.ts",
  words: "patches one process of ${shell}, beside ${beside}",
};

/** Commands that no test of this folder runs. */
export const evidence: Readonly<Record<string, Evidence>> = {
  "npm ci && npm start": ci("npm start"),
  "npm ci && npm test": ci("run_suite test"),
  "npm test": ci("run_suite test"),
  "npm run test:quick": {
    file: "package.json",
    words: "c8 npm run --silent test:quick",
  },
  "npm run build": ci("npm run build"),
  "npx mocha test/resolver/pull-secrets.test.ts": ci("run_suite test"),
  "npx mocha test/cli/signals.test.ts --grep TERM": {
    file: "test/cli/signals.test.ts",
    words: "SIGTERM",
  },
  "npm run test:kubelet": ci("run_suite test:kubelet"),
  "npm run coverage": ci("npm run coverage"),
  "npm run lint; npm run types; npm run knip": ci("npm run knip"),
  "npm run package": ci("npm run package"),
  "npm run attw": ci("npm run attw"),
  "bash .ci/run": ci("Everything that a change has to pass"),
  "npm run test:promises": ci("run_suite test:promises"),
  "npm run test:bundle": ci("run_suite test:bundle"),
  "npm run conformance -- --garden node_modules/@garden-io/core": ci(
    "npm run conformance -- --garden node_modules/@garden-io/core",
  ),
  "npm run matrix": ci("npm run matrix"),
  "npm run matrix -- --write": ci("npm run matrix"),
  "npm run docs": {
    file: "test/docs/generated.test.ts",
    words: "withReference",
  },
  "npm run picture": {
    file: "test/scripts/demo.test.ts",
    words: "looks as in the README's picture",
  },
  "sudo npm run test:cluster": ci("run_suite test:cluster"),
  "npx mocha --config test/cluster/.mocharc.yml test/cluster/suites/story.test.ts":
    ci("run_suite test:cluster"),
  "sudo sh test/cluster/install-debian-packages.sh": ci(
    "sh test/cluster/install-debian-packages.sh",
  ),
  "sudo npm run cluster": {
    file: "test/cluster/cluster.test.ts",
    words: "leaves nothing after ${end}",
  },

  "hub limit 0": hub,
  "hub log": hub,
  "hub reset": hub,
  "garden sync start web --deploy": story.bug,
  "kubectl get pods --namespace shop-dev": story.bug,
  "garden-pull-secrets run -- sync start web --deploy": story.end,
  "kubectl get secret dockerhub --namespace shop-dev --output jsonpath='{.metadata}'":
    suite(
      "secrets-adopted",
      "a copy that the patch makes has our marker, nothing of the source's metadata and no hash of its data",
    ),
  "kubectl get deployment web --namespace shop-dev --output jsonpath='{.spec.template.spec.imagePullSecrets}'":
    story.end,

  "garden-pull-secrets run -- deploy": suite(
    "story",
    "garden deploy of the example brings up buildkit with the Secret",
  ),

  "garden-pull-secrets run -- delete deploy": walk,
  "kubectl delete deployment garden-buildkit --namespace shop-dev": walk,

  'eval "$(garden-pull-secrets env)"': shells,
  "garden deploy": shells,
  "command garden deploy --force": clean.write,
  "garden-pull-secrets clean": clean.write,
  "garden-pull-secrets clean --env dev --yes -o json": clean.write,
  "garden-pull-secrets clean --dry-run": clean.dryRun,
  "garden-pull-secrets explain .": explain,
  "garden-pull-secrets check --env dev": check,
  "garden-pull-secrets check --offline": suite(
    "check",
    "leaves registries alone with --offline",
  ),
  "garden-pull-secrets create --registry docker.io": create.write,
  "garden-pull-secrets create --registry ghcr.io --verify --dry-run":
    create.dryRun,
  "garden-pull-secrets create --name dockerhub --namespace registry-credentials --registry docker.io -o yaml | kubectl --context dev create -f -":
    create.place,
};
