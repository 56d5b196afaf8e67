import { expect, test } from "vitest";
import { isWrite } from "../../../../src/sync/plan/plan.js";
import { SyncError } from "../../../../src/sync/sync-error.js";
import type { Fault } from "../../double/recorded-request.js";
import { skipRetryDelays } from "../../double/skip-retry-delays.js";
import { type GrafanaDouble, startGrafana } from "../double/grafana-double.js";
import { planContent, syncContent } from "../open-double.js";
import { alertingOf, secretName } from "./alerting-content.js";
import { decoysOf, plantDecoys } from "./set-up.js";

process.env[secretName] = "https://hooks.example.com/ours";

const before = alertingOf({
  ...{ contactPoints: { team: "#one" }, policies: { shop: "30s" }, muteTimings: { "shop/a": "2026" } },
  ...{ template: '{{ define "t" }}1{{ end }}', groups: { cart: { one: "1m", two: "1m" } } },
});
const after = alertingOf({
  ...{ contactPoints: { team: "#two", more: "#more" }, policies: { shop: "1m", cart: "1m" } },
  ...{ muteTimings: { "shop/a": "2027", "shop/b": "2027" }, template: '{{ define "t" }}2{{ end }}' },
  groups: { cart: { one: "2m" }, other: { two: "1m", three: "1m" } },
});

const faults: readonly Fault[] = ["busy", "waking", "unauthorized", "drop-before", "drop-after", "truncate", "edit"];

async function prepare(): Promise<GrafanaDouble> {
  const grafana = await startGrafana("apis");
  plantDecoys(grafana);
  expect((await syncContent(grafana, before)).failure).toBeUndefined();
  grafana.forget();
  return grafana;
}

/** What is ours, without the times of writes. */
function contents({ store: { alerting } }: GrafanaDouble) {
  const { rules, contactPoints, muteTimings, templates, policies } = alerting.snapshot();
  const own = [...rules.values()].map(({ updated: _, ...rule }) => rule).sort((a, b) => (a.uid < b.uid ? -1 : 1));
  const points = [...contactPoints.values()].map(({ settings: { telltale: _, ...settings }, ...one }) => ({
    ...one,
    settings,
  }));
  return { own, points, muteTimings: [...muteTimings].sort(), templates: [...templates].sort(), policies };
}

test.each(faults)("a fault at any request loses and doubles nothing: %s", { timeout: 400_000 }, async (fault) => {
  skipRetryDelays();
  const healthy = await prepare();
  expect((await syncContent(healthy, after)).failure).toBeUndefined();
  const expected = contents(healthy);
  const requests = healthy.requests.length;
  expect(requests).toBeGreaterThan(20);
  const grafana = await prepare();
  const start = grafana.store.snapshot();
  const decoys = decoysOf(grafana);
  for (let number = 1; number <= requests; number++) {
    grafana.store.restore(start);
    grafana.forget();
    grafana.faults.set(number, fault);
    const outcome = await syncContent(grafana, after).catch((error: unknown) => {
      if (error instanceof SyncError) return error;
      throw error;
    });
    const { method, path } = grafana.requests[number - 1]!;
    const place = `request ${number}: ${method} ${path} ${JSON.stringify(outcome)}`;
    expect(decoysOf(grafana), place).toEqual(decoys);
    if (fault !== "edit") {
      expect(outcome instanceof SyncError ? outcome : outcome.failure, place).toBeUndefined();
      expect(contents(grafana), place).toEqual(expected);
    }
    grafana.forget();
    if (fault === "edit") expect((await syncContent(grafana, after, { force: true })).failure, place).toBeUndefined();
    expect((await planContent(grafana, after)).plan.changes.filter(isWrite), place).toEqual([]);
    expect(contents(grafana).points, place).toEqual(expected.points);
    expect(decoysOf(grafana), place).toEqual(decoys);
  }
});
