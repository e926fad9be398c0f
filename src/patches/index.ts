import { buildkit } from "./buildkit.js";
import { containerDeploy } from "./container-deploy.js";
import { defaultBackend } from "./default-backend.js";
import { ingressKind } from "./ingress-kind.js";
import { ingressNginx } from "./ingress-nginx.js";
import { ingressTraefik } from "./ingress-traefik.js";
import { kaniko } from "./kaniko.js";
import { localMode } from "./local-mode.js";
import { explainRun } from "./explain-run.js";
import { explainStatus, explainWait } from "./explain-wait.js";
import type { Patch } from "./patch.js";
import { plugin } from "./plugin.js";
import { podRunner } from "./pod-runner.js";
import { runPod } from "./run-pod.js";
import { secrets } from "./secrets.js";
import { status } from "./status.js";
import { syncMode } from "./sync-mode.js";
import { syncUtil } from "./sync-util.js";
import { typedCommand } from "./typed-command.js";
import { userCharts } from "./user-charts.js";
import { userDeploy } from "./user-deploy.js";
import { userManifests } from "./user-manifests.js";
import { userNamespaces } from "./user-namespaces.js";

/** Every seam, in the order in which users read them. docs/coverage.md and `seams` are made from this table.
 *  Rows that replace one function are nested in this order: the first of them calls Garden's own, the last is called by
 *  Garden. Each has a switch of its own: one that is not attached is left out, and the others stay. */
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
