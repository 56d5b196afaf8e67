import { expect, test } from "vitest";
import { checkFiles } from "../../src/check/index.js";
import { allFindings } from "../../src/project/all-findings.js";

const deep = 10_000;
const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => piece(index));

/** Expressions that nobody writes, and that must not hold up the check of those that somebody does. */
const hostile: readonly (readonly [name: string, expr: string, findings?: readonly string[]])[] = [
  ["parentheses", "(".repeat(deep) + "up" + ")".repeat(deep), ["promql/never-true"]],
  [
    "a long sum",
    many(deep, (index) => `a_requests_total{i="${index}"}`).join(" + "),
    ["promql/counter-without-rate", "promql/unmatched-labels"],
  ],
  ["a long sum on the right", many(deep, () => "a_total - (").join("") + "b_total" + ")".repeat(deep)],
  ["a long disjunction", many(deep, (index) => `a > ${index}`).join(" or ")],
  [
    "a long disjunction behind a constant",
    `vector(0) or ${many(deep, (index) => `sum(a${index})`).join(" or ")}`,
    ["alert/no-comparison", "promql/unreachable-or"],
  ],
  [
    "aggregations that drop each other's labels",
    many(deep, (i) => `sum by (${i % 2 ? "x" : "y"}) (`).join("") + "up" + ")".repeat(deep),
    ["promql/unknown-label"],
  ],
  ["calls", "abs(".repeat(deep) + "a_total" + ")".repeat(deep)],
  ["minuses", "-".repeat(deep) + "up", ["promql/never-true"]],
  ["subqueries", many(500, () => "max_over_time(").join("") + "up" + "[5m:1m])".repeat(500), ["promql/never-true"]],
  ["divisions by oneself", many(1_000, () => "(a / a)").join(" / "), ["promql/self-division"]],
  ["matchers", `up{${many(deep, (index) => `l${index}=~"a|b|c"`).join(",")}}`, ["promql/never-true"]],
  ["shares of shares", many(deep, () => "sum(").join("") + "a" + many(deep, () => " / sum(a))").join("")],
  ["parts of a long whole", `up / (${many(deep, () => "up").join(" + ")})`, ["promql/never-true"]],
  ["matching", many(1_000, (i) => `sum by (l${i}, m) (a)`).join(" + on (m) ")],
  ["a pattern made to backtrack", `up{a=~"${"(x+)+".repeat(20)}y"} > 1`, ["promql/never-true"]],
];

/** Findings of every alert below, which has only a name and an expression. */
const missingFields = ["alert/no-for", "alert/no-runbook", "alert/no-severity", "alert/no-summary"];

test.each(hostile)("%s", (_, expr, findings = []) => {
  const text = JSON.stringify({ groups: [{ name: "g", rules: [{ alert: "A", expr: `${expr} > 1` }] }] });
  const started = performance.now();
  const diagnostics = checkFiles([{ path: "rules.json", text }], {
    prometheusVersion: "3.5",
    alertmanagerVersion: "0.28",
    today: "2026-06-01",
    findings: allFindings,
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect([...new Set(diagnostics.map(({ id }) => id))].sort()).toEqual([...missingFields, ...findings].sort());
  // Only what takes far longer than it should is caught: a hang.
  expect(performance.now() - started).toBeLessThan(10_000);
});
