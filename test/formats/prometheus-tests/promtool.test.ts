import { describe, expect, test } from "vitest";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import { rounds, seed } from "../../oracles/rounds.js";
import { missingTool } from "../../oracles/tools.js";
import { mutate, randomNumbers } from "../mutate.js";
import { couldNotRun, runPromtool } from "./promtool.js";

const skipped = missingTool("promtool", "2.42");

const rules = `groups:
- name: g
  rules:
  - alert: Down
    expr: up == 0
    for: 1m
    labels: {severity: page}
    annotations: {summary: '{{ $labels.job }} is down'}
  - record: job:up:sum
    expr: sum by (job) (up)
`;

const original = `rule_files: [rules.yml]
evaluation_interval: 1m
group_eval_order: [g, h]
tests:
  - name: &n goes down
    interval: 1m
    external_labels: {cluster: a}
    external_url: http://localhost
    input_series:
      - series: up{job="api", instance='a:1'}
        values: 1x3 0+0x5 _ stale
      - series: 'other{a="b"}'
        values: >-
          1 -2.5 1e3
          NaN _x2
      - {series: third, values: 0+1x10 5-0.5x3}
    alert_rule_test:
      - eval_time: 5m
        alertname: Down
        exp_alerts:
          - exp_labels: &l {job: api, instance: "a:1", severity: page}
            exp_annotations:
              summary: api is down
    promql_expr_test:
      - expr: job:up:sum
        eval_time: 1m30s
        exp_samples:
          - labels: 'job:up:sum{job="api"}'
            value: 1
      - expr: |
          third * 2
        eval_time: 2m
        exp_samples: [{value: 4}]
  - name: stays up
    interval: 30s
    input_series:
      - series: 'up{job="api"}'
        values: "1x20"
    alert_rule_test:
      - {eval_time: 10m, alertname: Down}
`;

const replacements = [
  ..."a 1 0 -1 5m 1.5h 0x10 1e3 true null ~ '' [] {} [a] [null] a.b 1a é *n *l *nope up[5m] sum( up{ on {} &x".split(
    " ",
  ),
  ..."name values expr alertname exp_labels eval_time << tests foo 2020-01-01 !foo fuzzy_compare".split(" "),
  ...`up{a="b"}|'up{a=~"b"}'|{a: b}|"1 2\\n3"|1x3x4|1x|1+2|_ _x3|stale 1|{{count:1}}|infx2|# 1|'"a"'`.split("|"),
  ..."a: b|&b c|!!int 3|!!float 3|!!int x|!!binary YQ==|? x|'{__name__=\"up\"}'|up {}|1 2 x|-inf +Inf|.5e3 1.".split(
    "|",
  ),
];

describe.skipIf(skipped)("files are unreadable exactly when promtool refuses them", () => {
  test("for randomly changed files", { timeout: 600_000 }, () => {
    const random = randomNumbers(seed);
    const texts = Array.from({ length: rounds(100) }, () => mutate(original, replacements, random));
    const verdicts = runPromtool([original, ...texts], { "rules.yml": rules });
    expect(verdicts[0]!.exit, verdicts[0]!.output).toBe(0);
    const failed = verdicts.map(couldNotRun);
    expect(new Set(failed)).toEqual(new Set([true, false]));
    const differing = [original, ...texts].flatMap((text, index) => {
      const { diagnostics } = readTestFile(text, { file: "test.yml", version: { major: 2, minor: 42 } });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const { exit, output } = verdicts[index]!;
      const agrees = errors.length > 0 ? exit !== 0 : !failed[index];
      return agrees ? [] : [{ text, output, errors }];
    });
    expect(differing).toEqual([]);
  });
});
