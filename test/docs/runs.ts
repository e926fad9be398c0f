/** A command of the documents that runs without a cluster, a registry and internet. */
export interface Run {
  readonly command: string;
  /** Where it is typed: the project with Garden from npm, or one with Garden's binary in PATH. */
  readonly in: "npm" | "binary";
  readonly stdout: RegExp;
}

/** They are run as they stand, by bash, with the built program. */
export const runsHere: readonly Run[] = [
  {
    command: "npm ci && npm run build && npm install --global .",
    in: "binary",
    stdout: /^added 1 package/m,
  },
  {
    command: "cd ../my-project && garden-pull-secrets run -- deploy",
    in: "binary",
    stdout: /^my-project: garden deploy$/m,
  },
  {
    command: "garden-pull-secrets run -- deploy --env dev",
    in: "binary",
    stdout: /^my-project: garden deploy --env dev$/m,
  },
  {
    command: "garden-pull-secrets run --workloads -- sync start web --deploy",
    in: "binary",
    stdout: /^my-project: garden sync start web --deploy \(workloads\)$/m,
  },
  {
    command: "garden-pull-secrets run --garden ~/garden-0.13/garden -- version",
    in: "npm",
    stdout: /^my-project: garden version$/m,
  },
  {
    command: "garden-pull-secrets docs",
    in: "npm",
    stdout: /^checks +What `check` checks$/m,
  },
  {
    command:
      'grep toomanyrequests "$(garden-pull-secrets docs troubleshooting)"',
    in: "npm",
    stdout: /toomanyrequests/,
  },
  {
    command: "garden-pull-secrets seams",
    in: "npm",
    stdout: /attached +sync-mode /,
  },
  {
    command:
      "garden-pull-secrets seams --garden ~/Downloads/linux-amd64 -o json",
    in: "binary",
    stdout: /"id": "sync-mode"/,
  },
  {
    command: "garden-pull-secrets manifests --diff",
    in: "npm",
    stdout: /Deploy web \(sync\) .*\n.*✗ lacks dockerhub +\+ dockerhub/,
  },
  {
    command: "garden-pull-secrets manifests --all --diff -o json",
    in: "npm",
    stdout: /"madeBy": "kaniko/i,
  },
  {
    command:
      "garden-pull-secrets manifests ../shop --env dev -o yaml -- --var replicas=2",
    in: "npm",
    stdout: /^kind: Deployment$/m,
  },
  {
    command:
      "garden-pull-secrets explain --message 'toomanyrequests: You have reached your unauthenticated pull rate limit'",
    in: "binary",
    stdout: /none was sent/,
  },
  {
    command:
      "garden-pull-secrets explain -o json --message 'Failed to pull image \"nginx:1\": 429 Too Many Requests'",
    in: "binary",
    stdout: /"cause": "rate-limit-unknown"/,
  },
  {
    command: "kubectl get events -o json | garden-pull-secrets explain -f -",
    in: "binary",
    stdout: /none was sent/,
  },
  {
    command:
      "kubectl get secret dockerhub -o yaml | garden-pull-secrets check -f - --image nginx",
    in: "binary",
    stdout: /pulls it as acme/,
  },
];
