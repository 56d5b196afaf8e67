import { expect, test } from "vitest";
import { checkFiles } from "../../../src/check/index.js";
import { allFindings } from "../../../src/project/all-findings.js";

/** The findings of an alert in a file of Loki. A namespace tells it from a file of Prometheus. */
function found(expr: string): readonly string[] {
  const text = `namespace: shop\ngroups:\n- name: g\n  rules:\n  - alert: A\n    expr: '${expr}'\n`;
  const options = { prometheusVersion: "3.5", alertmanagerVersion: "0.28", today: "2026-06-01", findings: allFindings };
  const own = checkFiles([{ path: "rules.yml", text }], options).filter(({ id }) => id === "logql/no-comparison");
  return own.map(({ severity, summary, span }) => `${span?.start.column} ${severity}: ${summary}`);
}

test.each([
  [
    'sum by (app) (rate({app="cart"}[5m]))',
    "12 warning: the expression is not compared with anything: the alert fires for as long as there are lines",
  ],
  [
    'sum(rate({app="cart"} | json | __error__="" [5m]))',
    "12 warning: the expression is not compared with anything: the alert fires for as long as there are lines",
  ],
  [
    'sum(count_over_time({app="cart"} |= "panic" [5m]))',
    "12 info: the alert fires for as long as a line passes the filters",
  ],
  ['(rate({a="b"}[5m])) > bool 5', "32 warning: `> bool` yields 0 or 1 for every series: the alert always fires"],
  [
    'rate({a="b"}[5m]) > 5 or rate({a="c"}[5m])',
    "37 warning: one side of `or` is not compared with anything: the alert fires while that side yields something",
  ],
])("%s is found", (expr, finding) => expect(found(expr)).toEqual([finding]));

test.each([
  'sum(rate({app="cart"}[5m])) > 5',
  '(max by (app) (rate({app="cart"}[5m]) > 5))',
  'absent_over_time({app="cart"}[5m])',
  'rate({app="cart"}[5m]) unless on (app) rate({app="b"}[5m])',
  '100 * (rate({app="cart"}[5m]) > 5)',
  'rate({app="a"}[5m]) > 5 or absent_over_time({app="a"}[5m])',
  "vector(1)",
  '{app="cart"} |= "x"',
])("%s is fine", (expr) => expect(found(expr)).toEqual([]));
