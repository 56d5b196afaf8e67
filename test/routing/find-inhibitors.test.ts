import { expect, test } from "vitest";
import { findInhibitors } from "../../src/routing/find-inhibitors.js";
import type { AlertRule } from "../../src/simulate/run/rule-sources.js";

const version = { major: 0, minor: 28 };

const rule = (name: string, labels: Readonly<Record<string, string>> = {}): AlertRule => {
  const reference = { file: "rules.yml", group: name, index: 0 };
  return { name, labels, hold: 0, expr: "up == 0", language: "promql", reference, compiled: undefined };
};

const slow = rule("Slow", { severity: "warning", system: "shop" });

function inhibitorsOfSlow(equal: readonly string[], ...others: readonly AlertRule[]) {
  const rules = [{ source_matchers: ['severity="critical"'], target_matchers: ['alertname=~"Slow|Late"'], equal }];
  return findInhibitors(rules, [slow], [slow, ...others], version).map(({ name }) => name);
}

test("the alerts that match as a source may inhibit", () => {
  const others = [rule("Down", { severity: "critical" }), rule("Full", { severity: "warning" })];
  expect(inhibitorsOfSlow([], ...others)).toEqual(["Down"]);
});

test("a label that a rule does not set may have any value, and so may a template", () => {
  const others = [rule("Down"), rule("Full", { severity: "{{ $labels.severity }}" })];
  expect(inhibitorsOfSlow([], ...others)).toEqual(["Down", "Full"]);
});

test("alerts whose labels must be equal and are not do not inhibit", () => {
  const down = (system: string) => rule(`Down ${system}`, { severity: "critical", system });
  expect(inhibitorsOfSlow(["system", "pod"], down("shop"), down("bank"))).toEqual(["Down shop"]);
  expect(inhibitorsOfSlow(["alertname"], down("shop"))).toEqual([]);
});

test("an alert that is no target has none", () => {
  const rules = [{ source_matchers: ['severity="critical"'], target_matchers: ['alertname="Late"'] }];
  expect(findInhibitors(rules, [slow], [rule("Down", { severity: "critical" })], version)).toEqual([]);
});
