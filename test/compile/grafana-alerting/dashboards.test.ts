import { annotation, firing, promql, row, stat, system } from "telltale";
import { expect, test } from "vitest";
import { compiled, dashboardsOf } from "../project.js";
import { managed } from "./grafana-project.js";

function shopWithAlerts() {
  const shop = system("shop", { labels: { app: 3 }, serviceLabel: "app" });
  const fails = shop.alert("Fails", { when: promql`up == 0`, severity: "critical", summary: "It fails" });
  shop.dashboard("Now", {
    annotations: [annotation("Failure", firing(fails))],
    rows: [
      row("Now", [
        stat("Alerts", promql`count(ALERTS{alertstate="firing"} or ALERTS{job="ALERTS"}) or vector(0)`, {
          description: "Alerts that fire.",
        }),
      ]),
    ],
  });
  return shop;
}

test("dashboards read the series that Grafana writes about its alerts", () => {
  const text = JSON.stringify(dashboardsOf(managed(shopWithAlerts())));
  expect(text).toContain('count(GRAFANA_ALERTS{alertstate=\\"firing\\"} or GRAFANA_ALERTS{job=\\"ALERTS\\"})');
  expect(text).toContain('GRAFANA_ALERTS{alertname=\\"Fails\\"');
  expect(text).not.toMatch(/(?<!GRAFANA_)ALERTS\{/);
});

test("dashboards read the series of Prometheus where Prometheus evaluates the rules", () => {
  expect(JSON.stringify(dashboardsOf(compiled(shopWithAlerts())))).not.toContain("GRAFANA_ALERTS");
});
