import { describe, expect, test } from "vitest";
import { recent, runFile } from "./run-file.js";

const rules = `
groups:
- name: cart
  rules:
  - record: app:errors:rate5m
    expr: sum by (app) (rate({app="cart"} | logfmt | level="error" [5m]))
  - alert: CartFails
    expr: sum by (app) (rate({app="cart"} | logfmt | level="error" [5m])) > 0.2
    for: 2m
    keep_firing_for: 10m
    labels: {severity: page, app_of: "{{ $labels.app }}"}
    annotations: {summary: "{{ $labels.app }}: {{ $value }} per second"}
  - alert: Silent
    expr: absent_over_time({app="cart"}[5m])
`;
const promRules = `
groups:
- name: derived
  rules:
  - {alert: Recorded, expr: 'app:errors:rate5m > 0.4'}
`;

function run(text: string, of = rules) {
  const file = `rule_files: [loki.yml, prom.yml]\ntests:\n- ${text.trim().replace(/\n/g, "\n  ")}`;
  return runFile(file, (name) => (name === "loki.yml" ? of : promRules), { version: recent });
}

const failing = `
logs:
- stream: '{app="cart", pod="a"}'
  lines: |-
    'level=info' x5
    'level=error msg="no stock"'*30 x10
    _ x10`;

describe("alerts on logs", () => {
  const expecting = (time: string, name: string, alerts: string) =>
    run(`${failing}\nalert_rule_test:\n- {eval_time: ${time}, alertname: ${name}, exp_alerts: ${alerts}}`);
  const fails = (value: number) =>
    `[{exp_labels: {app: cart, severity: page, app_of: cart}, exp_annotations: {summary: "cart: ${value} per second"}}]`;

  test.each([
    // 61 lines within five minutes, of which the last two are pending: 7m, 8m.
    ["8m", "[]"],
    // One line is at the start of each minute, and the window excludes its own start.
    ["9m", fails(121 / 300)],
    ["12m", fails(0.5)],
    // No lookback: 15m is the last minute with lines, so that too few are left at 18m, and keep_firing_for has no effect.
    ["17m", fails((2 * 30 + 29) / 300)],
    ["18m", "[]"],
    ["19m", "[]"],
  ])("at %s", (time, alerts) => {
    const { errors, outcomes } = expecting(time, "CartFails", alerts);
    expect(errors).toEqual([]);
    expect(outcomes[0]!.failures).toEqual([]);
  });

  test("on lines that are missing", () => {
    expect(expecting("14m", "Silent", "[]").outcomes[0]!.failures).toEqual([]);
    expect(expecting("21m", "Silent", '[{exp_labels: {app: "cart"}}]').outcomes[0]!.failures).toEqual([]);
  });

  test("on what Loki records, in PromQL", () => {
    expect(expecting("13m", "Recorded", '[{exp_labels: {app: "cart"}}]').outcomes[0]!.failures).toEqual([]);
    expect(expecting("8m", "Recorded", "[]").outcomes[0]!.failures).toEqual([]);
  });

  test("differ like those on series", () => {
    const [failure] = expecting("12m", "CartFails", "[]").outcomes[0]!.failures;
    expect(failure).toMatchObject({
      kind: "alerts differ",
      got: [{ labels: { alertname: "CartFails", app: "cart" } }],
    });
  });
});

describe("expressions in LogQL", () => {
  const expecting = (expr: string, samples: string) =>
    run(`${failing}\nlogql_expr_test:\n- expr: '${expr}'\n  eval_time: 10m\n  exp_samples: ${samples}`);

  test("are compared with samples", () => {
    const query = 'sum by (app, level) (count_over_time({app="cart"} | logfmt [5m]))';
    const { outcomes } = expecting(query, `[{labels: '{app="cart", level="error"}', value: 150}]`);
    expect(outcomes[0]!.failures).toEqual([]);
    const other = expecting(query, `[{labels: '{app="cart", level="error"}', value: 151}]`);
    expect(other.outcomes[0]!.failures).toMatchObject([{ kind: "samples differ", got: [{ value: "150" }] }]);
  });

  test("return samples, and can be evaluated", () => {
    expect(expecting('{app="cart"}', "[]").errors).toEqual(["the expression returns log lines"]);
    expect(expecting('sum(rate({app="cart"}))', "[]").errors).toHaveLength(1);
    const unsafe = expecting('sum by (x) (count_over_time({app="cart"} | json [5m]))', "[]");
    expect(unsafe.outcomes[0]!.failures).toMatchObject([
      { kind: "run failed", message: expect.stringContaining("at 10m: pipeline error: 'JSONParserErr'") },
    ]);
  });
});

describe("rules that cannot be evaluated", () => {
  const select = `groups: [{name: g, rules: [{alert: Lines, expr: '{app="cart"} |= "x"'}]}]`;

  test("fail the test", () => {
    const { outcomes } = run(
      `${failing}\nalert_rule_test: [{eval_time: 1m, alertname: Lines, exp_alerts: []}]`,
      select,
    );
    expect(outcomes[0]!.failures).toMatchObject([
      { kind: "run failed", message: "rule Lines at 0s: rule result is not a vector or scalar" },
    ]);
  });
});

test("rules that look ahead do not see the lines to come", () => {
  const ahead = `groups: [{name: g, rules: [{alert: Ahead, expr: 'count_over_time({app="cart"}[1m] offset -5m) > 0'}]}]`;
  const text = (time: string) =>
    `logs: [{stream: '{app="cart"}', lines: "_ x3 'x'"}]\nalert_rule_test: [{eval_time: ${time}, alertname: Ahead, exp_alerts: []}]`;
  expect(run(text("2m"), ahead).outcomes[0]!.failures).toEqual([]);
});

test("streams that nothing reads are warned of", () => {
  const { outcomes } = run(
    `logs: [{stream: '{app="crat"}', lines: "'x'"}, {stream: '{app="cart"}', lines: "'level=error'"}]\n` +
      "alert_rule_test: [{eval_time: 1m, alertname: CartFails, exp_alerts: []}]",
  );
  const own = outcomes[0]!.warnings.filter(({ id }) => id === "test/unread-stream");
  expect(own.map(({ message }) => message)).toEqual([
    'no rule and no expression of the test reads the log stream {app="crat"}',
  ]);
});
