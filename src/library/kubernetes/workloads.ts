import { checkArguments } from "../../model/definition/check-arguments.js";
import { required } from "../../model/definition/option-table.js";
import { promql } from "../../model/expression/promql.js";
import { Signal } from "../../model/expression/signal.js";
import { not, type Where } from "../../model/metric/label.js";
import { timeseries } from "../../panels/kinds/charts/timeseries.js";
import type { Panel } from "../../panels/kinds/index.js";
import { table } from "../../panels/kinds/records/table.js";
import { redAbove } from "../../panels/options/thresholds.js";
import { kubeletShape, kubeStateMetricsShape, selectingShape } from "../arguments/shapes.js";
import { withOrigin } from "../arguments/with-origin.js";
import type { KubeStateMetrics } from "../exporters/kubernetes/kube-state-metrics.js";
import type { Kubelet } from "../exporters/kubernetes/kubelet.js";
import { signalId, sumBy } from "../grouping.js";
import { shareOfMaximum } from "./share-of-maximum.js";

export interface NamespaceOptions {
  /**
   * Selects namespaces: `{ namespace: "qnt9" }`, or the variable of a dashboard.
   *
   * @default all
   */
  readonly where?: Where<{ readonly namespace: number }>;
}

/**
 * The number of replicas of each deployment that are not available.
 *
 * @example
 * missingReplicas(kubernetes, { where: { namespace: "qnt9" } }).above(0)
 */
export function missingReplicas(state: KubeStateMetrics, options: NamespaceOptions = {}): Signal {
  const origin = checkArguments("missingReplicas(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  const by = ["namespace", "deployment"];
  const desired = state.deployment.specReplicas.where(where);
  const available = state.deployment.availableReplicas.where(where);
  return new Signal({
    origin,
    id: signalId("missing", [desired, available], by),
    title: "Missing replicas",
    description: "Pods that each deployment should have and that are not available.",
    unit: "short",
    by,
    legend: "{{namespace}} {{deployment}}",
    query: promql`${sumBy(by, promql`${desired}`)} - ${sumBy(by, promql`${available}`)}`,
  });
}

/**
 * The share of each resource quota in use. At 1, nothing more is admitted.
 *
 * @example
 * quotaUse(kubernetes, { where: { namespace: "qnt9" } }).above(0.9)
 */
export function quotaUse(state: KubeStateMetrics, options: NamespaceOptions = {}): Signal {
  const origin = checkArguments("quotaUse(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  const by = ["namespace", "resourcequota", "resource"];
  const used = state.quota.where({ type: "used", ...where });
  const hard = state.quota.where({ type: "hard", ...where });
  return new Signal({
    origin,
    id: signalId("share", [used, hard], by),
    title: "Quota in use",
    description: "Share of each quota in use. At 100 % nothing more is admitted.",
    unit: "percentunit",
    by,
    legend: "{{namespace}} {{resource}}",
    query: promql`${sumBy(by, promql`${used}`)} / ${sumBy(by, promql`${hard} > 0`)}`,
  });
}

/**
 * The share of each volume in use.
 *
 * @example
 * volumeUse(volumes, { where: { namespace: "qnt9" } }).above(0.85)
 */
export function volumeUse(volumes: Kubelet, options: NamespaceOptions = {}): Signal {
  const origin = checkArguments("volumeUse(…)", [
    ["volumes", volumes, required(kubeletShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  // A volume that several pods mount is exposed by the node of each.
  return shareOfMaximum({
    ...{ origin, used: volumes.volumeUsed.where(where), maximum: volumes.volumeSize.where(where) },
    title: "Volumes in use",
    description: "Share of each volume in use.",
    by: ["namespace", "persistentvolumeclaim"],
    legend: "{{namespace}} {{persistentvolumeclaim}}",
  });
}

/**
 * The replicas of each autoscaler as a share of its maximum. At 1 it cannot add more, however high the load.
 *
 * @example
 * autoscalerUse(kubernetes, { where: { namespace: "qnt9" } }).atLeast(1)
 */
export function autoscalerUse(state: KubeStateMetrics, options: NamespaceOptions = {}): Signal {
  const origin = checkArguments("autoscalerUse(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  const { currentReplicas, maxReplicas } = state.autoscaler;
  return shareOfMaximum({
    ...{ origin, used: currentReplicas.where(where), maximum: maxReplicas.where(where) },
    title: "Autoscalers in use",
    description: "Pods of each autoscaler, as a share of its maximum. At 100 % it cannot add more.",
    by: ["namespace", "horizontalpodautoscaler"],
    legend: "{{namespace}} {{horizontalpodautoscaler}}",
  });
}

/**
 * Panels of workloads: missing replicas of deployments, and autoscalers, now and over time.
 *
 * @example
 * row("Workloads", workloadPanels(kubernetes, { where: { namespace } }))
 */
export function workloadPanels(state: KubeStateMetrics, options: NamespaceOptions = {}): readonly Panel[] {
  const origin = checkArguments("workloadPanels(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const missing = missingReplicas(state, options);
  const scaled = autoscalerUse(state, options);
  return withOrigin(
    [
      timeseries(missing.title, missing, {
        description: missing.description,
        min: 0,
        decimals: 0,
        width: 12,
        thresholds: redAbove(1),
      }),
      timeseries(scaled.title, scaled, {
        description: scaled.description,
        min: 0,
        max: 1,
        width: 12,
        thresholds: redAbove(1),
      }),
      autoscalers(state, options),
    ],
    origin,
  );
}

/**
 * Panels of storage: the share of each volume in use, and claims that have no volume.
 *
 * @example
 * row("Storage", storagePanels(volumes, kubernetes, { where: { namespace } }))
 */
export function storagePanels(
  volumes: Kubelet,
  state: KubeStateMetrics,
  options: NamespaceOptions = {},
): readonly Panel[] {
  const origin = checkArguments("storagePanels(…)", [
    ["volumes", volumes, required(kubeletShape)],
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const { where = {} } = options;
  const use = volumeUse(volumes, options);
  const unbound = state.claim.phase.where({ phase: not("Bound"), ...where });
  const requested = state.claim.requested.where(where);
  const claim = ["namespace", "persistentvolumeclaim"];
  return withOrigin(
    [
      timeseries(use.title, use, {
        description: use.description,
        min: 0,
        thresholds: redAbove(0.9, { warn: 0.8 }),
      }),
      table(
        "Claims",
        {
          size: promql`max by (${claim}) (${requested})`,
          waiting: promql`max by (${claim}) (${unbound})`,
        },
        {
          description: "Storage that each claim requests, and whether it has a volume.",
          unit: "bytes",
          noValue: "No claims",
          columns: {
            namespace: { title: "Namespace" },
            persistentvolumeclaim: { title: "Claim" },
            size: { title: "Requested", unit: "bytes" },
            waiting: {
              title: "Volume",
              unit: "short",
              mappings: { "0": { text: "bound", color: "green" }, "1": { text: "missing", color: "red" } },
            },
          },
        },
      ),
    ],
    origin,
  );
}

/**
 * A panel of resource quotas: the share in use.
 *
 * @example
 * row("Quotas", quotaPanels(kubernetes, { where: { namespace } }))
 */
export function quotaPanels(state: KubeStateMetrics, options: NamespaceOptions = {}): readonly Panel[] {
  const origin = checkArguments("quotaPanels(…)", [
    ["state", state, required(kubeStateMetricsShape)],
    ["options", options, selectingShape],
  ]);
  const use = quotaUse(state, options);
  const thresholds = redAbove(0.95, { warn: 0.8 });
  return withOrigin([timeseries(use.title, use, { description: use.description, min: 0, max: 1, thresholds })], origin);
}

function autoscalers(state: KubeStateMetrics, { where = {} }: NamespaceOptions): Panel {
  const by = ["namespace", "horizontalpodautoscaler"];
  const { currentReplicas, desiredReplicas, minReplicas, maxReplicas } = state.autoscaler;
  const atMost = maxReplicas.where(where);
  return table(
    "Autoscalers",
    {
      current: promql`max by (${by}) (${currentReplicas.where(where)})`,
      desired: promql`max by (${by}) (${desiredReplicas.where(where)})`,
      minimum: promql`max by (${by}) (${minReplicas.where(where)})`,
      maximum: promql`max by (${by}) (${atMost})`,
      full: promql`max by (${by}) (${currentReplicas.where(where)}) >= bool max by (${by}) (${atMost})`,
    },
    {
      description: "Pods that each autoscaler has, wants, and may have. At its maximum it cannot add more.",
      unit: "short",
      noValue: "No autoscalers",
      width: 24,
      columns: {
        namespace: { title: "Namespace" },
        horizontalpodautoscaler: { title: "Autoscaler" },
        current: { title: "Now" },
        desired: { title: "Wanted" },
        minimum: { title: "Minimum" },
        maximum: { title: "Maximum" },
        full: {
          title: "Can add more",
          mappings: { "0": { text: "yes", color: "green" }, "1": { text: "no", color: "red" } },
          show: "background",
        },
      },
    },
  );
}
