import {
  autoscalerUse,
  cpuUse,
  crashLooping,
  memoryOfLimit,
  missingReplicas,
  nodeCpu,
  podPanels,
  podsByPhase,
  quotaUse,
  restarts,
  type Signal,
  variable,
  volumeUse,
} from "telltale";
import { describe, expect, test } from "vitest";
import { expression } from "./expression.js";
import { containers, kubernetes, volumes } from "./shop.js";

const where = { namespace: "shop" } as const;

describe("containers", () => {
  test("are separate from the sums over their pods, and from pause containers", () => {
    expect(expression(cpuUse(containers, { where }))).toBe(
      "sum by (namespace, pod, container)" +
        ' (rate(container_cpu_usage_seconds_total{job="cadvisor", container!~"|POD", namespace="shop"}[$__rate_interval]))',
    );
  });

  test("without a memory limit have no share of it", () => {
    const ratio = expression(memoryOfLimit(containers, { where }));
    expect(ratio).toContain(
      '(container_spec_memory_limit_bytes{job="cadvisor", container!~"|POD", namespace="shop"} > 0)',
    );
    expect(ratio).toContain("container_memory_working_set_bytes");
  });

  test("have their restarts counted over a fixed range in an alert, and over the panel's in a panel", () => {
    expect(expression(restarts(kubernetes, { where, over: "15m" }))).toContain('namespace="shop"}[15m]');
    expect(expression(restarts(kubernetes))).toContain('restarts_total{job="kube-state-metrics"}[$__rate_interval]');
    expect(restarts(kubernetes, { over: "15m" }).id).not.toBe(restarts(kubernetes).id);
  });

  test("in a crash loop are those that wait for CrashLoopBackOff", () => {
    expect(expression(crashLooping(kubernetes, { over: "5m" }))).toBe(
      "max by (namespace, pod, container)" +
        ' (max_over_time(kube_pod_container_status_waiting_reason{job="kube-state-metrics", reason="CrashLoopBackOff"}[5m]))',
    );
  });

  test("are selected by the variables of a dashboard", () => {
    const namespace = variable.label("namespace", kubernetes.pod.phase, "namespace", { multiple: false, all: false });
    const pod = variable.label("pod", kubernetes.pod.phase.where({ namespace }), "pod");
    expect(expression(podsByPhase(kubernetes, { where: { namespace, pod } }))).toBe(
      'sum by (phase) (kube_pod_status_phase{job="kube-state-metrics", namespace="$namespace", pod=~"$pod"})',
    );
  });
});

test("the panel of restarts draws what an alert fires on, with its bound", () => {
  const [, panel] = podPanels(kubernetes, { where, over: "10m", restartLimit: 3.5 });
  const [query] = panel!.queries;
  expect((query!.query as Signal).id).toBe(restarts(kubernetes, { where, over: "10m" }).id);
  expect(panel!.options.thresholds?.steps).toEqual([{ from: 3.5, color: "red" }]);
  const [, byDefault] = podPanels(kubernetes);
  expect((byDefault!.queries[0]!.query as Signal).id).toBe(restarts(kubernetes, { over: "15m" }).id);
});

describe("the cluster", () => {
  test("names the namespace where it shows several", () => {
    const legends = [missingReplicas(kubernetes), autoscalerUse(kubernetes), quotaUse(kubernetes), volumeUse(volumes)];
    for (const { legend } of legends) expect(legend).toMatch(/^\{\{namespace\}\} \{\{\w+\}\}$/);
  });

  test("shows how close autoscalers are to their maximum", () => {
    expect(expression(autoscalerUse(kubernetes, { where }))).toContain("max by (namespace, horizontalpodautoscaler)");
    expect(autoscalerUse(kubernetes).max).toBe(1);
  });

  test("the usage of a node is that of its root cgroup", () => {
    expect(expression(nodeCpu(containers, kubernetes))).toBe(
      'sum by (node) (rate(container_cpu_usage_seconds_total{job="cadvisor", id="/"}[$__rate_interval]))' +
        ' / sum by (node) (kube_node_status_capacity{job="kube-state-metrics", resource="cpu"})',
    );
  });

  test("a quota of 0 is left out", () => {
    expect(expression(quotaUse(kubernetes))).toContain(
      '(kube_resourcequota{job="kube-state-metrics", type="hard"} > 0)',
    );
  });

  test("a volume that several nodes expose counts once", () => {
    expect(expression(volumeUse(volumes, { where }))).toBe(
      'max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{job="kubelet", namespace="shop"})' +
        ' / max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_capacity_bytes{job="kubelet", namespace="shop"} > 0)',
    );
  });
});
