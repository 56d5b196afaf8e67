import {
  alertmanagerFailedNotifications,
  alertmanagerPanels,
  alloyUnhealthyComponents,
  collectorLost,
  collectorPanels,
  collectorQueue,
  collectorRefused,
  jvmGarbageCollection,
  jvmHeap,
  jvmPanels,
  lokiDiscarded,
  lokiPanels,
  lokiStreams,
  prometheusConfigLoaded,
  prometheusDroppedAlerts,
  prometheusPanels,
  prometheusRuleFailures,
  prometheusRuleTime,
  type Signal,
  tempoDiscarded,
  tempoFailedFlushes,
  tempoPanels,
} from "telltale";
import { describe, expect, test } from "vitest";
import { expression } from "./expression.js";
import { alertmanager, alloy, checkout, collector, loki, prometheus, tempo } from "./shop.js";
import { storeSeries, valuesOf } from "./values.js";

describe("a JVM", () => {
  const of = (metric: string, pod: string, labels = "") => `jvm_${metric}{app="checkout", pod="${pod}"${labels}}`;
  const memory = (pod: string, area: string, used: number, maximum: number) => ({
    [of("memory_used_bytes", pod, `, area="${area}"`)]: () => used,
    [of("memory_max_bytes", pod, `, area="${area}"`)]: () => maximum,
  });

  test("uses a share of its heap: of the fullest instance, and of none without a limit", () => {
    const store = storeSeries({
      ...memory("a", "heap", 30, 100),
      ...memory("b", "heap", 80, 100),
      ...memory("b", "nonheap", 99, 100),
      ...memory("c", "heap", 50, -1),
    });
    expect(valuesOf(jvmHeap(checkout.runtime), store)).toEqual({ '{app="checkout"}': 0.8 });
    expect(valuesOf(jvmHeap(checkout.runtime, { by: ["pod"] }), store)).toEqual({
      '{app="checkout", pod="a"}': 0.3,
      '{app="checkout", pod="b"}': 0.8,
    });
  });

  test("spends the time of all of its collectors, not of all instances", () => {
    const collected = (pod: string, gc: string) => of("gc_collection_seconds_sum", pod, `, gc="${gc}"`);
    const store = storeSeries({
      [collected("a", "young")]: (minutes) => minutes * 6,
      [collected("a", "old")]: (minutes) => minutes * 9,
      [collected("b", "young")]: (minutes) => minutes * 3,
    });
    expect(valuesOf(jvmGarbageCollection(checkout.runtime), store)).toEqual({ '{app="checkout"}': 0.25 });
  });

  test("is red at the limits that are given", () => {
    const [heap, collections] = jvmPanels(checkout.runtime, { heapLimit: 0.9 });
    expect(heap?.options.thresholds?.steps).toEqual([{ from: 0.9, color: "red" }]);
    expect(collections?.options.thresholds).toBeUndefined();
  });
});

describe("Prometheus", () => {
  const of = (metric: string, labels = "") => `prometheus_${metric}{job="prometheus", instance="a"${labels}}`;
  const inGroup = (metric: string, group: string) => of(`rule_${metric}`, `, rule_group="${group}"`);

  test("fails a share of the rules of a group", () => {
    const store = storeSeries({
      [inGroup("evaluations_total", "x")]: (minutes) => minutes * 4,
      [inGroup("evaluation_failures_total", "x")]: (minutes) => minutes,
      [inGroup("evaluations_total", "y")]: (minutes) => minutes * 4,
      [inGroup("evaluation_failures_total", "y")]: () => 0,
    });
    expect(valuesOf(prometheusRuleFailures(prometheus), store)).toEqual({
      '{instance="a", rule_group="x"}': 0.25,
      '{instance="a", rule_group="y"}': 0,
    });
    expect(valuesOf(prometheusRuleFailures(prometheus).above(0), store)).toEqual({
      '{instance="a", rule_group="x"}': 0.25,
    });
  });

  test("needs a share of the interval of a group", () => {
    const store = storeSeries({
      [inGroup("group_last_duration_seconds", "x")]: () => 54,
      [inGroup("group_interval_seconds", "x")]: () => 60,
    });
    expect(valuesOf(prometheusRuleTime(prometheus), store)).toEqual({ '{instance="a", rule_group="x"}': 0.9 });
  });

  test("drops alerts, counted per minute", () => {
    const store = storeSeries({ [of("notifications_dropped_total")]: (minutes) => minutes * 3 });
    const dropped = valuesOf(prometheusDroppedAlerts(prometheus), store);
    expect(dropped).toEqual({ '{instance="a"}': expect.closeTo(3) });
  });

  test("works with the configuration before while it cannot read the new one", () => {
    const loaded = of("config_last_reload_successful");
    const failed = prometheusConfigLoaded(prometheus).below(1);
    expect(valuesOf(failed, storeSeries({ [loaded]: () => 0 }))).toEqual({ '{instance="a"}': 0 });
    expect(valuesOf(failed, storeSeries({ [loaded]: () => 1 }))).toEqual({});
  });

  test("has a limit of series only if one is given", () => {
    const seriesPanel = (options: { readonly seriesLimit?: number }) =>
      prometheusPanels(prometheus, options).find(({ title }) => title === "Series in memory");
    expect(seriesPanel({ seriesLimit: 100 })?.options.thresholds?.steps).toEqual([{ from: 100, color: "red" }]);
    expect(seriesPanel({})?.options.thresholds).toBeUndefined();
  });
});

describe("Alertmanager", () => {
  const of = (metric: string, labels: string) =>
    `alertmanager_${metric}{job="alertmanager", instance="a", integration=${labels}}`;

  test("fails a share of its notifications, for any reason; nothing while it sends none", () => {
    const store = storeSeries({
      [of("notifications_total", '"slack"')]: (minutes) => minutes * 4,
      [of("notifications_failed_total", '"slack", reason="clientError"')]: (minutes) => minutes,
      [of("notifications_failed_total", '"slack", reason="serverError"')]: (minutes) => minutes * 2,
      [of("notifications_total", '"email"')]: () => 7,
      [of("notifications_failed_total", '"email", reason="other"')]: () => 7,
    });
    expect(valuesOf(alertmanagerFailedNotifications(alertmanager), store)).toEqual({
      '{instance="a", integration="slack"}': 0.75,
    });
  });

  test("is red from the share of failures that is given", () => {
    const [failed] = alertmanagerPanels(alertmanager, { failedLimit: 0.1 });
    expect(failed?.options.thresholds?.steps).toEqual([{ from: 0.1, color: "red" }]);
  });
});

describe("Loki and Tempo", () => {
  test("refuse lines and spans of a tenant for a reason, on any instance", () => {
    const refused = (metric: string, instance: string, reason: string) =>
      `${metric}{instance="${instance}", tenant="t", reason="${reason}"`;
    const store = storeSeries({
      [`${refused("loki_discarded_samples_total", "a", "rate_limited")}, job="loki"}`]: (minutes) => minutes * 60,
      [`${refused("loki_discarded_samples_total", "b", "rate_limited")}, job="loki"}`]: (minutes) => minutes * 120,
      [`${refused("tempo_discarded_spans_total", "a", "trace_too_large")}, job="tempo"}`]: (minutes) => minutes * 60,
    });
    expect(valuesOf(lokiDiscarded(loki), store)).toEqual({ '{reason="rate_limited", tenant="t"}': 3 });
    expect(valuesOf(tempoDiscarded(tempo), store)).toEqual({ '{reason="trace_too_large", tenant="t"}': 1 });
  });

  test("hold the streams of all tenants, and fail to store blocks", () => {
    const streams = (tenant: string) => `loki_ingester_memory_streams{job="loki", instance="a", tenant="${tenant}"}`;
    const store = storeSeries({
      [streams("t")]: () => 5,
      [streams("u")]: () => 7,
      'tempo_live_store_local_failed_flushes_total{job="tempo", instance="a"}': (minutes) => minutes,
    });
    expect(valuesOf(lokiStreams(loki), store)).toEqual({ '{instance="a"}': 12 });
    expect(valuesOf(tempoFailedFlushes(tempo), store)).toEqual({ '{instance="a"}': expect.closeTo(1) });
  });

  test("show the requests that fail, by route", () => {
    const where = { instance: "a" };
    for (const [name, panels] of [
      ["loki", lokiPanels(loki, { where })],
      ["tempo", tempoPanels(tempo, { where })],
    ] as const) {
      const count = `${name}_request_duration_seconds_count{job="${name}", instance="a", route="push"`;
      const store = storeSeries({
        [`${count}, status_code="204"}`]: (minutes) => minutes * 3,
        [`${count}, status_code="500"}`]: (minutes) => minutes,
      });
      const { query } = panels[0]!.queries[0]!;
      expect(valuesOf(query as Signal, store)).toEqual({ '{route="push"}': 0.25 });
    }
  });
});

describe("a collector", () => {
  const of = (metric: string, labels: string) => `otelcol_${metric}{job="otel-collector", instance="a", ${labels}}`;

  test("has a queue for each exporter and kind of data; none without a capacity", () => {
    const queue = (exporter: string, length: number, capacity: number) => ({
      [of("exporter_queue_size", `exporter="${exporter}", data_type="traces"`)]: () => length,
      [of("exporter_queue_capacity", `exporter="${exporter}", data_type="traces"`)]: () => capacity,
    });
    expect(
      valuesOf(collectorQueue(collector), storeSeries({ ...queue("otlp", 30, 40), ...queue("debug", 0, 0) })),
    ).toEqual({ '{data_type="traces", exporter="otlp", instance="a"}': 0.75 });
  });

  test("refuses and loses the kind of data that is named", () => {
    const store = storeSeries({
      [of("receiver_refused_spans_total", 'receiver="otlp", transport="grpc"')]: (minutes) => minutes * 60,
      [of("receiver_refused_spans_total", 'receiver="otlp", transport="http"')]: (minutes) => minutes * 60,
      [of("exporter_send_failed_log_records_total", 'exporter="loki"')]: (minutes) => minutes * 60,
    });
    expect(valuesOf(collectorRefused(collector, "spans"), store)).toEqual({ '{instance="a", receiver="otlp"}': 2 });
    expect(valuesOf(collectorRefused(collector, "points"), store)).toEqual({});
    expect(valuesOf(collectorLost(collector, "records"), store)).toEqual({ '{exporter="loki", instance="a"}': 1 });
    expect(valuesOf(collectorLost(collector, "spans"), store)).toEqual({});
  });

  test("is an Alloy, too", () => {
    const [queue] = collectorPanels(alloy);
    expect(expression(queue!.queries[0]!.query as Signal)).toContain('otelcol_exporter_queue_size{job="alloy"}');
  });
});

test("Alloy counts the components of all its controllers that are unhealthy", () => {
  const components = (health: string, controller: string) =>
    `alloy_component_controller_running_components{job="alloy", instance="a", health_type="${health}", controller_id="${controller}"}`;
  const store = storeSeries({
    [components("healthy", "")]: () => 9,
    [components("unhealthy", "")]: () => 1,
    [components("unhealthy", "module")]: () => 2,
  });
  expect(valuesOf(alloyUnhealthyComponents(alloy), store)).toEqual({ '{instance="a"}': 3 });
});

test("unknown options are reported", () => {
  const wrong = { cluster: "a" } as object;
  for (const { origin } of [jvmHeap(checkout.runtime, wrong), prometheusRuleTime(prometheus, wrong)]) {
    expect(origin.wrongOptions?.problems).toMatchObject([{ type: "unknown", path: ["cluster"] }]);
  }
});
