import { describe, expect, test } from "vitest";
import { minute, oneRule, Replay } from "./replay.js";

const high = (...fields: string[]) => oneRule("alert: High", "expr: m > 5", ...fields);

describe("an alert", () => {
  test("fires immediately without `for`", () => {
    const replay = new Replay(high(), ['m{a="1"} 1 9 9']).until(2);
    expect(replay.changes).toEqual(["1 High(a=1) pending", "1 High(a=1) firing"]);
  });

  test("is pending until its expression has held for as long as `for` says", () => {
    const replay = new Replay(high("for: 2m"), ["m 1 9 9 9 9"]).until(4);
    expect(replay.changes).toEqual(["1 High pending", "3 High firing"]);
  });

  test("that is pending is dropped if its expression returns nothing once", () => {
    const replay = new Replay(high("for: 2m"), ["m 9 9 1 9 9 9"]).until(5);
    expect(replay.changes).toEqual(["0 High pending", "2 High inactive", "3 High pending", "5 High firing"]);
  });

  test("resolves when its expression returns nothing, and may be raised again", () => {
    const replay = new Replay(high(), ["m 9 1 9"]).until(2);
    expect(replay.changes).toEqual([
      "0 High pending",
      "0 High firing",
      "1 High inactive",
      "2 High pending",
      "2 High firing",
    ]);
    expect(replay.engine.alerts()).toMatchObject([{ activeAt: 2 * minute, firedAt: 2 * minute, value: 9 }]);
  });

  test("survives a missing scrape, but not the end of its series", () => {
    expect(new Replay(high(), ["m 9 _ _ 9"]).until(3).states).toEqual({ High: "firing" });
    expect(new Replay(high(), ["m 9 stale"]).until(1).states).toEqual({});
  });

  test("is raised for every series", () => {
    const replay = new Replay(high("for: 1m"), ['m{a="1"} 9 9', 'm{a="2"} 1 9', 'm{a="3"} 1 1']).until(1);
    expect(replay.states).toEqual({ "High(a=1)": "firing", "High(a=2)": "pending" });
  });

  test("has the last value of its expression", () => {
    expect(new Replay(high(), ["m 6 7 8"]).until(2).engine.alerts()).toMatchObject([{ value: 8, activeAt: 0 }]);
    expect(new Replay(high(), ["m 6 7 1"]).until(2).engine.resolved()).toMatchObject([{ value: 7 }]);
  });

  test("refers to its rule", () => {
    const [alert] = new Replay(high(), ["m 6"]).until(0).engine.alerts();
    expect(alert).toMatchObject({ name: "High", rule: { file: "rules.yml", group: "g", index: 0 } });
  });

  test("on a scalar always fires", () => {
    expect(new Replay(oneRule("alert: A", "expr: 0"), []).until(0).states).toEqual({ A: "firing" });
  });
});

describe("keep_firing_for", () => {
  const kept = high("for: 1m", "keep_firing_for: 2m");

  test("keeps an alert firing for that long after its expression returns nothing", () => {
    const replay = new Replay(kept, ["m 9 9 1 1 1 1"]).until(5);
    expect(replay.changes).toEqual(["0 High pending", "1 High firing", "4 High inactive"]);
  });

  test("restarts if the expression holds in between", () => {
    const replay = new Replay(kept, ["m 9 9 1 9 1 1 1"]).until(6);
    expect(replay.changes).toEqual(["0 High pending", "1 High firing", "6 High inactive"]);
  });

  test("does not keep pending alerts", () => {
    expect(new Replay(kept, ["m 9 1"]).until(1).states).toEqual({});
  });

  test("exposes the time since which it keeps the alert firing", () => {
    const replay = new Replay(kept, ["m 9 9 1 1"]).until(3);
    expect(replay.engine.alerts()).toMatchObject([{ state: "firing", keepFiringSince: 2 * minute, value: 9 }]);
  });
});

describe("a resolved alert", () => {
  test("is kept for fifteen minutes", () => {
    const replay = new Replay(high(), [`m 9 1x40`]).until(16);
    expect(replay.engine.resolved()).toMatchObject([{ state: "inactive", resolvedAt: minute }]);
    expect(replay.engine.alerts()).toEqual([]);
    replay.engine.evaluate(17 * minute);
    expect(replay.engine.resolved()).toEqual([]);
  });
});

describe("groups", () => {
  const two = `
groups:
- {name: slow, interval: 3m, rules: [{alert: Slow, expr: m > 5}]}
- {name: fast, rules: [{alert: Fast, expr: m > 5}]}
`;
  test("are evaluated at their own intervals", () => {
    const replay = new Replay(two, ["m 1 9 9 9"]).until(3);
    expect(replay.changes).toEqual(["1 Fast pending", "1 Fast firing", "3 Slow pending", "3 Slow firing"]);
  });
});
