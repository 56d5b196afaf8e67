import { describe, expect, test } from "vitest";
import { bucketsFrom, createStore, nativeHistogram } from "../../../src/promql/evaluate/index.js";
import { createRuleEngine } from "../../../src/simulate/index.js";
import { at } from "../../promql/evaluate/queries.js";
import { groupsIn, minute, oneRule, Replay, recent } from "./replay.js";

describe("a recording rule", () => {
  test("sets its name and labels on the result", () => {
    const rules = oneRule("record: r", "expr: m", 'labels: {b: "2", gone: "", made: "{{ $value }}"}');
    const replay = new Replay(rules, ['m{a="1", b="1", gone="x"} 7']).until(0);
    expect(replay.at(0, "r")).toEqual({ 'r{a="1", b="2", made="{{ $value }}"}': 7 });
  });

  test("records a scalar without labels", () => {
    expect(new Replay(oneRule("record: r", "expr: 1 + 1"), []).until(0).at(0, "r")).toEqual({ r: 2 });
  });

  test("is visible to later rules immediately, and to earlier rules at the next evaluation", () => {
    const rules = `
groups:
- name: first
  rules:
  - {record: early, expr: r}
  - {record: r, expr: m * 10}
  - {record: late, expr: r}
- name: second
  rules:
  - {record: other, expr: r}
`;
    const replay = new Replay(rules, ["m 1 2"]).until(1);
    expect(replay.at(1, "early")).toEqual({ early: 10 });
    expect(replay.at(1, "late")).toEqual({ late: 20 });
    expect(replay.at(1, "other")).toEqual({ other: 20 });
  });

  test("marks series stale that disappear from its result", () => {
    const replay = new Replay(oneRule("record: r", "expr: m > 5"), ['m{a="1"} 9 9 9', 'm{a="2"} 9 1 9']).until(2);
    expect(replay.at(0, "count(r)")).toEqual({ "{}": 2 });
    expect(replay.at(1, "r")).toEqual({ 'r{a="1"}': 9 });
    expect(replay.at(2, "count(r)")).toEqual({ "{}": 2 });
  });

  test("marks no series stale if it cannot be evaluated", () => {
    const rules = oneRule("record: r", "expr: m * on (a) n");
    const replay = new Replay(rules, ['m{a="1"} 1 1', 'n{a="1", b="1"} 5 5', 'n{a="1", b="2"} _ 6']).until(1);
    expect(replay.problems).toHaveLength(1);
    expect(replay.at(1, "r")).toEqual({ 'r{a="1"}': 5 });
  });

  test("does not end a series that an earlier rule continues, but fails if that rule has just ended it", () => {
    const rules = `
groups:
- name: g
  rules:
  - {record: r, expr: m > 5}
  - {record: r, expr: m <= 5}
`;
    const rising = new Replay(rules, ["m 1 9"]).until(1);
    expect([rising.problems, rising.at(1, "r")]).toEqual([[], { r: 9 }]);
    const falling = new Replay(rules, ["m 9 1"]).until(1);
    expect([falling.problems, falling.at(1, "r")]).toEqual([["1 r: duplicate sample for timestamp"], {}]);
  });

  test("records native histograms", () => {
    const store = createStore();
    const histogram = nativeHistogram({ count: 3, sum: 4, positive: bucketsFrom(0, [1, 2]) });
    store.append({ __name__: "h", a: "1" }, 0, histogram);
    const engine = createRuleEngine({ groups: groupsIn(oneRule("record: r", "expr: h")), store, version: recent });
    engine.evaluate(0);
    expect(at(0, "histogram_sum(r)", store)).toEqual({ '{a="1"}': 4 });
    store.append({ __name__: "h", a: "1" }, minute, 1);
    engine.evaluate(minute);
    expect(at(1, "r", store)).toEqual({ 'r{a="1"}': 1 });
  });
});

describe("a group", () => {
  const grouped = `
groups:
- name: g
  query_offset: 1m
  labels: {team: a, env: prod}
  rules:
  - {record: r, expr: m, labels: {env: test}}
  - {alert: A, expr: m > 1, for: 1m}
`;
  const later = new Replay(grouped, ["m 1 2 3 4"], { version: recent }).until(3);

  test("adds its labels to all rules that do not set them", () => {
    expect(later.at(2, "r")).toEqual({ 'r{env="test", team="a"}': 3 });
    expect(later.states).toEqual({ "A(env=prod,team=a)": "firing" });
  });

  test("with a query_offset evaluates and writes in the past", () => {
    expect(later.at(2, "ALERTS")).toEqual({ 'ALERTS{alertname="A", alertstate="firing", env="prod", team="a"}': 1 });
    expect(later.at(1, "ALERTS")).toEqual({ 'ALERTS{alertname="A", alertstate="pending", env="prod", team="a"}': 1 });
    expect(later.changes).toEqual(["2 A(env=prod,team=a) pending", "3 A(env=prod,team=a) firing"]);
  });
});
