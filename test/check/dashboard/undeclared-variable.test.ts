import { expect, test } from "vitest";
import { undeclaredVariable } from "../../../src/check/dashboard/undeclared-variable.js";
import { dashboard, findings, locationText, panel, query, summaries, variable } from "../build-subjects.js";

test("an undeclared variable is reported at its position", () => {
  const shop = dashboard({
    variables: [variable("job"), variable("pod")],
    panels: [panel({ queries: [query('sum(rate(requests_total{job="$job", pod=~"$pods"}[$__rate_interval]))')] })],
  });
  const [found, ...more] = findings(undeclaredVariable, shop);
  expect(more).toEqual([]);
  expect(found).toMatchObject({
    summary: 'the dashboard has no variable "pods"',
    fix: "declare it, or use one of: $job, $pod",
  });
  expect(locationText(found!)).toBe("$pods");
});

test.each(["$__interval", "$__range", "${__from}", "$__rate_interval"])("%s is Grafana's own", (macro) => {
  const shop = dashboard({ panels: [panel({ queries: [query(`rate(requests_total[${macro}])`)] })] });
  expect(summaries(undeclaredVariable, shop)).toEqual([]);
});

test("a variable is reported once per panel", () => {
  const queries = [query("rate(a[$win])"), query("rate(b[$win])")];
  const shop = dashboard({ panels: [panel({ title: "over $win", queries }), panel({ title: "$win again" })] });
  expect(summaries(undeclaredVariable, shop)).toHaveLength(2);
});

test("LogQL is checked, except for variables of its templates", () => {
  const expressions = ['{job="$job"} | line_format "{{ $x := .level }}{{ $x }}"'];
  expect(summaries(undeclaredVariable, dashboard({ panels: [panel({ expressions })] }))).toEqual([
    'the dashboard has no variable "job"',
  ]);
});

test.each(["SELECT price AS $price FROM orders", 'db.orders.aggregate([{ $match: { total: { "$gt": 5 } } }])'])(
  "other languages have a $ of their own: %s",
  (expression) => {
    expect(summaries(undeclaredVariable, dashboard({ panels: [panel({ expressions: [expression] })] }))).toEqual([]);
  },
);

test("a variable of a variable's query must be declared", () => {
  const pod = variable("pod", { query: 'label_values(up{job="$job"}, pod)' });
  expect(findings(undeclaredVariable, dashboard({ variables: [pod] }))).toMatchObject([
    { summary: 'the dashboard has no variable "job"', subject: 'variable "pod" of dashboard "Cart"' },
  ]);
});

test("a variable of a row or a tab is declared for its panels only", () => {
  const queries = [query('up{pod=~"$pod"}')];
  const shop = dashboard({
    variables: [{ ...variable("pod"), isOfSection: true }],
    panels: [panel({ queries, sectionVariables: ["pod"] }), panel({ queries })],
  });
  expect(summaries(undeclaredVariable, shop)).toEqual(['the variable "pod" is one of another row or tab']);
});
