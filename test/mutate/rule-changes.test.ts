import { system } from "telltale";
import { describe, expect, test } from "vitest";
import type { AlertingRule } from "../../src/formats/prometheus/types.js";
import { routingChanges } from "../../src/mutate/routing/routing-changes.js";
import { fieldChanges } from "../../src/mutate/rule/field-changes.js";

const others = {
  severities: ["critical", "info"],
  runbooks: ["https://runbooks.example.com/cart-fails", "https://runbooks.example.com/no-orders"],
  interval: 60_000,
};

/** The changes to a rule with these fields, as the report shows them. */
function changes(fields: Partial<AlertingRule>): readonly string[] {
  const rule: AlertingRule = { alert: "CartFails", expr: "vector(1)", ...fields };
  return fieldChanges(rule, ["environment"], others).map(({ kind, before, after }) => `${kind}: ${before} → ${after}`);
}

test("durations change by an evaluation", () => {
  expect(changes({ for: "5m" })).toEqual(["for: 5m → 6m", "for: 5m → 4m"]);
  expect(changes({ keep_firing_for: "1m" })).toEqual(["keep_firing_for: 1m → 2m", "keep_firing_for: 1m → 0s"]);
});

test("labels change: every other severity, and none of the others", () => {
  expect(changes({ labels: { severity: "critical", service: "cart" } })).toEqual([
    "severity: critical → info",
    'label: service="cart" → no label',
  ]);
});

describe("annotations", () => {
  test("numbers in texts change, but not those in templates and code", () => {
    const description = 'More than 5 % of {{ printf "%.2f" 3 }} for `[10m]`, p95 above 2.5 s';
    expect(changes({ annotations: { description } })).toEqual([
      "description: … More than 5 % of {{ … → … More than 6 % of {{ …",
      "description: … , p95 above 2.5 s … → … , p95 above 2.6 s …",
    ]);
  });

  test("the summary is left out", () => {
    expect(changes({ annotations: { summary: "The cart fails" } })).toEqual(["summary: The cart fails → left out"]);
  });

  test("links lead elsewhere", () => {
    const annotations = {
      runbook_url: "https://runbooks.example.com/cart-fails",
      panel_url: "https://grafana.example.com/d/cart/cart?viewPanel=7&var-pod={{ $labels.pod }}",
      dashboard_url: "https://grafana.example.com/d/cart/cart",
      __panelId__: "7",
    };
    expect(changes({ annotations })).toEqual([
      "runbook: cart-fails → no-orders",
      "panel: panel 7 → another panel",
      "link: var-pod={{ $labels.pod }} → no such variable",
      "dashboard: cart → another dashboard",
    ]);
  });
});

test("the routes of each system lose receivers, and have other timing", () => {
  const config = {
    route: {
      receiver: "shop/team",
      group_by: ["alertname"],
      routes: [
        {
          receiver: "shop/team",
          matchers: ['system="shop"'],
          group_by: ["alertname"],
          routes: [
            {
              receiver: "shop/on-call",
              matchers: ['severity="critical"'],
              repeat_interval: "1d",
              routes: [{ receiver: "shop/on-call", continue: true }, { receiver: "shop/team" }],
            },
            { receiver: "shop/mail", matchers: ['severity="info"'] },
          ],
        },
        { receiver: "pay/team", matchers: ['system="pay"'], group_wait: "10s" },
      ],
    },
    receivers: [],
  };
  const changed = routingChanges(config, { routes: [system("shop", {}), system("pay", {})], inhibitRules: [] });
  expect(
    changed.map(({ kind, system, route, before, after }) => `${system.name}, ${route}, ${kind}: ${before} → ${after}`),
  ).toEqual([
    "shop, all alerts, grouped alerts: group_by alertname → left out",
    'shop, severity="critical", timing: repeat_interval 1d → repeat_interval 1h',
    'shop, severity="critical", receiver: shop/on-call → left out',
    'shop, severity="critical", receiver: shop/team → left out',
    'shop, severity="info", receiver: shop/mail → shop/team',
    "pay, all alerts, timing: group_wait 10s → group_wait 20s",
  ]);
});
