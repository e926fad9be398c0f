import { buildkit } from "./pods/buildkit.js";
import { containerDeploy } from "./pods/container-deploy.js";
import { defaultBackend } from "./system/default-backend.js";
import { ingressKind } from "./system/ingress-kind.js";
import { ingressNginx } from "./system/ingress-nginx.js";
import { ingressTraefik } from "./system/ingress-traefik.js";
import { kaniko } from "./pods/kaniko.js";
import { localMode } from "./pods/local-mode.js";
import { explainRun } from "./pulls/explain-run.js";
import { explainStatus, explainWait } from "./pulls/explain-wait.js";
import type { Patch } from "./patch.js";
import { plugin } from "./plugin.js";
import { podRunner } from "./pods/pod-runner.js";
import { runPod } from "./pods/run-pod.js";
import { secrets } from "./deploys/secrets.js";
import { status } from "./deploys/status.js";
import { syncMode } from "./pods/sync-mode.js";
import { syncUtil } from "./pods/sync-util.js";
import { typedCommand } from "./deploys/typed-command.js";
import { userCharts } from "./workloads/user-charts.js";
import { userDeploy } from "./workloads/workloads.js";
import { userManifests } from "./workloads/user-manifests.js";
import { userNamespaces } from "./workloads/user-namespaces.js";

/** Every seam, in the order in which users read them. docs/coverage.md and `seams` are made from this table.
 *  Rows that replace one function are nested in this order: the first of them calls Garden's own, the last is called by
 *  Garden. Each has a switch of its own: one that is not attached is left out, and the others are attached. */
export const patches: readonly Patch[] = [
  buildkit,
  syncUtil,
  kaniko,
  syncMode,
  localMode,
  containerDeploy,
  runPod,
  podRunner,
  defaultBackend,
  ingressNginx,
  ingressKind,
  ingressTraefik,
  userManifests,
  userCharts,
  userNamespaces,
  userDeploy,
  secrets,
  status,
  explainWait,
  explainStatus,
  explainRun,
  typedCommand,
  plugin,
];
