import { describe, expect, test } from "vitest";
import { oneRule, Replay } from "./replay.js";

describe("a rule fails", () => {
  const two = ['m{a="1"} 1', 'm{a="2"} 2'];

  test("if its expression fails", () => {
    expect(new Replay(oneRule("record: r", "expr: m * ignoring (a) m"), two).until(0).problems).toEqual([
      expect.stringContaining("0 r: found duplicate series for the match group {}"),
    ]);
  });

  test("if its expression returns neither a vector nor a scalar", () => {
    expect(new Replay(oneRule("alert: A", "expr: 'm[5m]'"), two).until(0).problems).toEqual([
      "0 A: rule result is not a vector or scalar",
    ]);
  });

  test("if its labels make two series equal", () => {
    const recorded = new Replay(oneRule("record: r", "expr: m", 'labels: {a: ""}'), two).until(0);
    expect(recorded.problems).toEqual([
      "0 r: vector contains metrics with the same labelset after applying rule labels",
    ]);
    expect(recorded.at(0, "r")).toEqual({});
    const raised = new Replay(oneRule("alert: A", "expr: m", 'labels: {a: "x"}'), two).until(0);
    expect(raised.problems).toEqual([
      "0 A: vector contains metrics with the same labelset after applying alert labels",
    ]);
    expect(raised.states).toEqual({});
  });

  test("if a query needs too many samples", () => {
    const replay = new Replay(oneRule("record: r", "expr: m"), two, { maxSamples: 1 }).until(0);
    expect(replay.problems).toEqual([
      "0 r: query processing would load too many samples into memory in query execution",
    ]);
  });

  test("if the recorded sample exists with another value", () => {
    const rule = oneRule("record: m", "expr: n");
    expect(new Replay(rule, ["n 1", "m 1"]).until(0).problems).toEqual([]);
    expect(new Replay(rule, ["n 1", "m 2"]).until(0).problems).toEqual(["0 m: duplicate sample for timestamp"]);
    expect(new Replay(rule, ["n 1", "m 2 2"]).until(0).problems).toEqual(["0 m: out of order sample"]);
  });

  test("without affecting other rules of its group", () => {
    const rules = "groups: [{name: g, rules: [{record: bad, expr: 'm[1m]'}, {record: good, expr: m}]}]";
    const replay = new Replay(rules, two).until(0);
    expect(replay.problems).toHaveLength(1);
    expect(replay.at(0, "count(good)")).toEqual({ "{}": 2 });
  });
});

describe("the limit of a group", () => {
  const limited = (limit: number, rule: string) => `groups: [{name: g, limit: ${limit}, rules: [{${rule}}]}]`;
  const growing = ['m{a="1"} 1 1 1', 'm{a="2"} _ 1 stale'];

  test("fails a recording rule that returns more series, without writing any", () => {
    const replay = new Replay(limited(1, "record: r, expr: m"), growing).until(2);
    expect(replay.problems).toEqual(["1 r: exceeded limit of 1 with 2 series"]);
    expect(replay.at(1, "r")).toEqual({ 'r{a="1"}': 1 });
  });

  test("drops all alerts of a rule that raises more", () => {
    const replay = new Replay(limited(1, "alert: A, expr: m, for: 1m"), growing).until(2);
    expect(replay.problems).toEqual(["1 A: exceeded limit of 1 with 2 alerts"]);
    expect(replay.states).toEqual({ "A(a=1)": "pending" });
    expect(replay.engine.resolved()).toEqual([]);
  });

  test("counts alerts, not samples, and is off at 0", () => {
    expect(new Replay(limited(2, "alert: A, expr: m"), growing).until(1).problems).toEqual([]);
    expect(new Replay(limited(0, "alert: A, expr: m"), growing).until(1).problems).toEqual([]);
  });
});
