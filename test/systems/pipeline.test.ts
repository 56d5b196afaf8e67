import { beforeAll, expect, test } from "vitest";
import { compileSystemOfRepository } from "./compiled-system.js";

let pipeline: Awaited<ReturnType<typeof compileSystemOfRepository>>;

beforeAll(async () => {
  pipeline = await compileSystemOfRepository("pipeline", "pipeline-prod");
});

const services = ["normalization", "enrichment", "aggregation", "projection"];

test("has no findings", () => expect(pipeline.findings).toEqual([]));

test("its services expose the 35 documented metrics", () => {
  const ofEach = [
    ...["health_status", "requests_total", "request_duration_seconds", "messages_processed_total"],
    ...["processing_duration_seconds", "errors_total", "memory_usage_bytes", "active_connections"],
  ];
  const documented = [
    ...services.flatMap((service) => ofEach.map((metric) => `${service}_service_${metric}`)),
    "enrichment_service_cache_hits_total",
    "aggregation_service_bars_generated_total",
    "projection_service_projections_updated_total",
  ];
  expect([...pipeline.metrics].sort()).toEqual(documented.sort());
});

test("has the five documented dashboards, with the documented refresh and time range", () => {
  expect(pipeline.dashboards.map(({ value }) => value.title).sort()).toEqual(
    [
      "Data Processing Overview",
      "Normalization Service",
      "Enrichment Service",
      "Aggregation Service",
      "Projection Service",
    ].sort(),
  );
  for (const { value } of pipeline.dashboards) {
    expect(value).toMatchObject({ refresh: "30s", time: { from: "now-1h", to: "now" } });
  }
});

test.each(services)("the dashboard of %s draws every metric of it", (service) => {
  const dashboard = pipeline.dashboards.find(({ value }) => value.title?.toLowerCase() === `${service} service`)!;
  const drawn = dashboard.panels.flatMap(({ queries }) => queries.map(({ query }) => query.rendered)).join("\n");
  const recorded = pipeline.rules.flatMap((rule) => (rule.kind === "alert" ? [] : [rule.data]));
  const text = recorded.filter(({ record }) => drawn.includes(record)).reduce((all, { expr }) => all + expr, drawn);
  for (const metric of pipeline.metrics) {
    if (metric.startsWith(service)) expect(text, metric).toContain(metric);
  }
});

test("the overview leads to the dashboard of each service", () => {
  const overview = pipeline.dashboards.find(({ value }) => value.title === "Data Processing Overview")!;
  const links = overview.panels.flatMap(({ data }) => data.links ?? []).map(({ url }) => url);
  for (const service of services)
    expect(links).toContainEqual(expect.stringContaining(`/d/pipeline-${service}-service`));
});

test("has the eight documented alerts, one for each service, and the watchdog", () => {
  const names = pipeline.alerts.map(({ alert }) => alert);
  const documented = [
    ...["ServiceDown", "ServiceUnhealthy", "HighRequestLatency", "HighErrorRate", "HighMemoryUsage"],
    ...["MessageProcessingLag", "NoMessagesProcessed", "HighDataQualityIssues"],
  ];
  expect(names.sort()).toEqual([...documented.flatMap((name) => services.map(() => name)), "Watchdog"].sort());
});
