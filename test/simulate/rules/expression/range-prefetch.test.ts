import { describe, expect, test } from "vitest";
import { createRuleEngine, type RuleEngine, type RuleEngineOptions } from "../../../../src/simulate/index.js";
import { loadStore } from "../../../promql/evaluate/queries.js";
import { groupsIn, minute, old, recent } from "../replay.js";

const rules = `
groups:
- name: seldom
  interval: 3m
  rules:
  - {record: sum, expr: "sum by (a) (rate(total[5m]))"}
- name: often
  limit: 3
  rules:
  - {record: ratio, expr: "sum / on (a) group_left () (total > 0)"}
  - {record: both, expr: "m * on (a) n"}
  - alert: High
    expr: m > 50
    for: 3m
    keep_firing_for: 2m
    labels: {level: "{{ if gt $value 80.0 }}very{{ end }}"}
  - {alert: Missing, expr: "absent(m{a='1'})"}
  - {alert: Many, expr: "n > 10"}
  - {alert: Clock, expr: "(vector(time()) / 60) % 50 == 7"}
  - {alert: Fixed, expr: "m @ 600 > m @ start()"}
  - {alert: Fires, expr: "count(ALERTS{alertstate='firing'}) > 2"}
  - {record: top, expr: "topk(1, m)"}
  - {record: quantile, expr: "quantile_over_time(0.5, m[10m:2m] offset 1m)"}
`;

/** A sawtooth with gaps; each number shifts its phase. */
function saw(number: number): string {
  const values = Array.from({ length: 600 }, (_, index) => {
    if ((index + number * 7) % 97 < number * 4) return "_";
    if ((index + number) % 211 === 0) return "stale";
    return String((index * (number + 2)) % 101);
  });
  return values.join(" ");
}

const series = [
  ...[0, 1, 2].map((number) => `m{a="${number}"} ${saw(number)}`),
  ...[0, 1, 2, 3].map((number) => `n{a="${number % 3}", b="${number > 2}"} ${saw(number + 3)}`),
  ...[0, 1].map((number) => `total{a="${number}"} 0+${number + 1}x299 0+3x299`),
];

const last = 599 * minute;

function run(evaluate: (engine: RuleEngine) => void, options: Partial<RuleEngineOptions>): unknown {
  const version = options.version ?? old;
  const store = loadStore(...series);
  const engine = createRuleEngine({ groups: groupsIn(rules, version), store, ...options, version });
  evaluate(engine);
  const written = store.all().map(({ metric, floatCount, floatTimes, floatValues, endTimes }) => ({
    key: metric.key,
    times: Array.from(floatTimes.subarray(0, floatCount)),
    values: Array.from(floatValues.subarray(0, floatCount)),
    ends: [...endTimes],
  }));
  const changes = engine.transitions.map(({ alert, ...change }) => ({ ...change, ...alert }));
  return {
    written: new Map(written.map((one) => [one.key, one])),
    changes: changes.map((change) => JSON.stringify(change)).sort(),
    problems: engine.problems,
  };
}

const step = (engine: RuleEngine) => {
  for (let time = 0; time <= last; time += minute) engine.evaluate(time);
};
const inOne = (engine: RuleEngine) => {
  for (const _ of engine.evaluations({ start: 0, end: last, step: minute }));
};

describe("a period gives the same as evaluating each time", () => {
  test.each([
    ["2.x", { version: old }],
    ["3.x", { version: recent }],
    ["with a limit on samples that whole ranges exceed", { version: old, maxSamples: 120 }],
    ["with a limit on samples that every evaluation exceeds", { version: old, maxSamples: 8 }],
  ])("%s", (_, options) => {
    const [one, other] = [run(step, options), run(inOne, options)];
    expect(other).toEqual(one);
  });

  test("with the same, non-empty transitions and series", () => {
    const { changes, problems } = run(inOne, {}) as { changes: string[]; problems: unknown[] };
    expect(changes.length).toBeGreaterThan(100);
    expect(problems.length).toBeGreaterThan(10);
  });

  test("lazily, with the problems of each time", () => {
    const store = loadStore("m 1 2 3");
    const groups = groupsIn('groups: [{name: g, rules: [{record: r, expr: m}, {record: bad, expr: "m[1m]"}]}]');
    const engine = createRuleEngine({ groups, store, version: old });
    const seen = [];
    for (const { time, problems } of engine.evaluations({ start: 0, end: 2 * minute, step: minute })) {
      seen.push([time / minute, problems.length, store.all().length]);
    }
    expect(seen).toEqual([
      [0, 1, 2],
      [1, 1, 2],
      [2, 1, 2],
    ]);
  });

  test("and the next period sees samples added in between", () => {
    const store = loadStore("m 1");
    const groups = groupsIn("groups: [{name: g, rules: [{alert: A, expr: m > 5}]}]");
    const engine = createRuleEngine({ groups, store, version: old });
    for (const { time } of engine.evaluations({ start: 0, end: 9 * minute, step: minute }))
      if (time === 2 * minute) break;
    store.append({ __name__: "m" }, 3 * minute, 9);
    for (const _ of engine.evaluations({ start: 3 * minute, end: 4 * minute, step: minute }));
    expect(engine.alerts()).toMatchObject([{ activeAt: 3 * minute, value: 9 }]);
  });
});
