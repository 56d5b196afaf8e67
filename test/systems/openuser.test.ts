import { beforeAll, expect, test } from "vitest";
import { compileSystemOfRepository } from "./compiled-system.js";

let openuser: Awaited<ReturnType<typeof compileSystemOfRepository>>;

beforeAll(async () => {
  openuser = await compileSystemOfRepository("openuser", "openuser-prod");
});

test("has no findings", () => expect(openuser.findings).toEqual([]));

test("its API exposes the six documented metrics", () => {
  const documented = [
    ...["http_requests_total", "http_request_duration_seconds", "active_connections"],
    ...["video_generation_total", "video_generation_duration_seconds", "celery_queue_length"],
  ];
  for (const name of documented) expect(openuser.metrics).toContain(name);
});

test("has the documented dashboards, and the generated ones", () => {
  const documented = [
    "API Overview",
    "System Metrics",
    "Database Performance",
    "Cache Performance",
    "Application Logs",
  ];
  const generated = ["Overview", "Objectives", "Objectives of openuser-api"];
  expect(openuser.dashboards.map(({ value }) => value.title).sort()).toEqual([...documented, ...generated].sort());
});

test("has the documented alerts, the watchdog, and those of its two objectives", () => {
  const documented = [
    ...["APIDown", "HighErrorRate", "HighResponseTime", "HighCPUUsage", "HighMemoryUsage"],
    ...["NodeDown", "HighNodeCPU", "HighNodeMemory", "DiskSpaceLow", "DiskSpaceCritical"],
    ...["PostgreSQLDown", "PostgreSQLTooManyConnections", "PostgreSQLSlowQueries", "RedisDown", "RedisHighMemory"],
  ];
  const objectives = ["ApiAvailability", "ApiLatency"].flatMap((slo) => [`${slo}BudgetBurn`, `${slo}NoData`]);
  const names = new Set(openuser.alerts.map(({ alert }) => alert));
  expect([...names].sort()).toEqual([...documented, ...objectives, "Watchdog"].sort());
});
