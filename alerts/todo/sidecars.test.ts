import { missingScrape, outage, series, simulate, traffic } from "telltale/testing";
import { describe, expect, test } from "vitest";
import { sidecars } from "../../systems/todo/infrastructure.js";
import { backend } from "../../systems/todo/services.js";
import { todo } from "../../systems/todo/system.js";
import { leadsTo, paged } from "../../test/systems/todo-expected.js";
import { daprSidecarDown } from "./sidecars.js";

const labels = { app_kubernetes_io_name: "todo-chatbot-backend", severity: "critical" };
const loaded = series(sidecars.component.loaded.where({ pod: "backend-1" }), 3);

describe("DaprSidecarDown", () => {
  test("pages when the sidecar of a pod has not answered for two minutes, names the pod, and resolves", async () => {
    const events = [outage(sidecars, { at: "10m", for: "10m" })];
    const run = await simulate(todo, { series: [loaded], events, for: "30m" });
    expect(run).toBePending(daprSidecarDown, { at: "11m45s", labels });
    expect(run).toFire(daprSidecarDown, {
      after: "12m",
      within: "13m",
      labels: { ...labels, pod: "backend-1" },
      annotations: {
        ...leadsTo("infrastructure", 1255098508, "dapr-sidecar-down"),
        logs_url: /todo-chatbot-backend.*pod%3D%5C%22backend-1/,
        summary: "The Dapr sidecar of backend-1 does not answer",
        description: /^For two minutes, the sidecar of a pod/,
      },
    });
    expect(run).toResolve(daprSidecarDown, { after: "20m", within: "21m" });
    expect(run).toFire(daprSidecarDown, { at: "12m", labels });
    expect(run).toNotify(daprSidecarDown, paged);
  });

  test("pages when there is no target of a sidecar", async () => {
    const events = [outage(sidecars, { at: "10m", for: "10m", gone: true })];
    const run = await simulate(todo, { series: [loaded], events, for: "30m" });
    expect(run).toFire(daprSidecarDown, { after: "12m", within: "13m", labels });
    expect(run).toResolve(daprSidecarDown, { after: "20m", within: "21m" });
  });

  test("fires while the backend beside it still answers", async () => {
    const events = [outage(sidecars, { at: "10m", for: "10m" })];
    const run = await simulate(todo, { series: [loaded, traffic(backend.http, {})], events, for: "20m" });
    expect(run).toFire(daprSidecarDown, { at: "12m", labels });
  });

  test("stays quiet when one scrape fails", async () => {
    const events = [missingScrape(sidecars, { at: "10m" })];
    const run = await simulate(todo, { series: [loaded], events, for: "20m" });
    expect(run).toStayQuiet(daprSidecarDown);
  });
});
