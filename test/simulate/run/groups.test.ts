import { counter, errorRatio, http, promql, system } from "telltale";
import { expect, test } from "vitest";
import { compileProject } from "../../../src/compile/index.js";
import type { RuleGroup } from "../../../src/model/alert/rule-group.js";
import { resolveSettings } from "../../../src/model/project/project.js";
import type { SystemFacts } from "../../../src/model/system/system.js";
import { runSimulation } from "../../../src/simulate/run/simulation.js";
import { steps } from "../../../src/simulate/traffic/profile.js";
import { traffic } from "../../../src/simulate/traffic/traffic.js";

const config = { environments: { prod: { dataSources: { prom: { type: "prometheus", uid: "prom" } } } } } as const;

/** The minute in which each alert fires, with errors from the tenth minute on. */
function firingMinutes(groups: (shop: ReturnType<typeof system>) => { record?: RuleGroup; alert?: RuleGroup }) {
  const shop = system("shop", { labels: { app: ["cart"] }, serviceLabel: "app" });
  const cart = shop.service("cart", {
    http: http({
      requests: counter("cart_requests_total", { help: "Requests", labels: { status: ["200", "500"] } }),
      failed: { status: /5../ },
    }),
  });
  const { record, alert } = groups(shop);
  const options = { for: "5m", severity: "critical", summary: "…" } as const;
  const recorded = shop.recordingRule(
    "app:cart_errors:ratio_rate5m",
    errorRatio(cart.http),
    record ? { group: record } : {},
  );
  const worst = shop.recordingRule("all:cart_errors:max", promql`max(${recorded})`, record ? { group: record } : {});
  shop.alert("OnExpression", { ...options, when: errorRatio(cart.http).above(0.05) });
  shop.alert("OnRecorded", { ...options, when: worst.above(0.05), ...(alert && { group: alert }) });
  const facts = shop as unknown as SystemFacts;
  const { artifacts } = compileProject({ config, systems: [facts] });
  const run = runSimulation({
    ...{ system: facts, settings: resolveSettings(config, "prod"), events: [], start: 0, length: 30 * 60_000 },
    rules: artifacts.filter((artifact) => artifact.kind === "prometheus rules"),
    series: [traffic(cart.http, { rate: 10, errors: steps({ "0m": 0, "10m": 0.5 }) })],
  });
  const minutes = run.alerts.map(({ name, periods }) => {
    return [name, (periods.find(({ state }) => state === "firing")?.from ?? Number.NaN) / 60_000] as const;
  });
  return Object.fromEntries(minutes) as { OnExpression: number; OnRecorded: number };
}

test("an alert on a recorded series fires in the same minute as one on its expression", () => {
  const { OnExpression, OnRecorded } = firingMinutes(() => ({}));
  expect(OnRecorded).toBe(OnExpression);
});

test("with groups of their own it fires a minute later, as in Prometheus at worst", () => {
  const { OnExpression, OnRecorded } = firingMinutes((shop) => ({
    record: shop.group("record"),
    alert: shop.group("a"),
  }));
  expect(OnRecorded).toBe(OnExpression + 1);
});
