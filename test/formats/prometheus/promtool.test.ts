import { describe, expect, test } from "vitest";
import { type RuleFile, readRuleFile, renderRuleFile } from "../../../src/formats/prometheus/index.js";
import { rounds } from "../../oracles/rounds.js";
import { missingTool } from "../../oracles/tools.js";
import { mutate, randomNumbers } from "../mutate.js";
import { compareVerdicts, runPromtool } from "./promtool.js";

const skipped = missingTool("promtool", "2.42");

const seed = `groups:
- name: g
  interval: 1m
  limit: 3
  rules:
  - &a
    alert: A
    expr: |
      sum(up)
        > 1
    for: 5m
    labels: &l {severity: page, x: '{{ $labels.a }}'}
    annotations:
      s: >-
        a {{ $value
        | humanize }}
  - record: a:b
    expr: 'sum(x)'
    labels:
      <<: *l
      y: z
  - <<: *a
    alert: B
- name: h
  rules:
  - alert: C
    expr: "up\\n==\\t0"
  - record: c
    expr: up
    keep_firing_for: 0s
`;

const replacements = [
  ..."a 1 0 -1 5m 1.5h 0x10 1e3 true null ~ '' [] {} [a] a.b 1a __name__ é *a *l *nope up[5m] sum( & expr alert".split(
    " ",
  ),
  ..."record for labels annotations keep_firing_for groups name rules limit << foo 2020-01-01 !foo".split(" "),
  ..."up ==|{a: b}|foo{a=~'['}|'{{ $x }}'|'{{ foo }}'|'{{ end }}'|&b c|!!int 3|!!int x|!!binary YQ==|? x".split("|"),
];

describe.skipIf(skipped)("verdicts equal promtool's", () => {
  test("for randomly changed files", () => {
    const random = randomNumbers(42);
    const texts = Array.from({ length: rounds(200) }, () => mutate(seed, replacements, random));
    const verdicts = runPromtool(texts);
    expect(new Set(verdicts.map(({ exit }) => exit))).toEqual(new Set([0, 1]));
    for (const [index, text] of texts.entries()) {
      expect(compareVerdicts(text, verdicts[index]!), text).toBeUndefined();
    }
  });

  test("amtool accepts rendered configurations", () => {
    const traps = [
      "on",
      "yes",
      "1.0",
      "0x1",
      "1e3",
      "2020-01-01",
      "null",
      "a: b",
      " a\n b\n",
      "\tx\ny",
      "é\u2028",
      "'",
      '"',
      "\\",
    ];
    const data: RuleFile = {
      groups: traps.map((trap) => ({
        name: trap,
        rules: [{ alert: trap, expr: "sum(up)\n  > 1\n", labels: { a: trap, on: trap }, annotations: { y: trap } }],
      })),
    };
    const text = renderRuleFile(data);
    expect(runPromtool([text])[0]!.output).toContain(`SUCCESS: ${traps.length} rules found`);
    expect(
      readRuleFile(text, { file: "a.yml", version: { major: 2, minor: 42 } }).file!.groups.map((group) => group.data),
    ).toEqual(data.groups);
  });
});
