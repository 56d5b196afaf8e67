import { describe, expect, test } from "vitest";
import { diffAlerts } from "../../../src/simulate/report/alert-difference.js";
import type { AlertMismatch, DisplayedAlert } from "../../../src/simulate/test-file/outcome.js";
import { alert, alertsDiffer } from "./runs.js";

function differenceOf(expected: readonly DisplayedAlert[], got: readonly DisplayedAlert[], subset = false) {
  return diffAlerts(alertsDiffer(expected, got).failures[0] as AlertMismatch, subset);
}

/** Returns the lines of each difference, with their markers. */
function drawn(expected: readonly DisplayedAlert[], got: readonly DisplayedAlert[], subset?: boolean): string[][] {
  const marks = { expected: "-", got: "+", both: " " };
  const { differences } = differenceOf(expected, got, subset);
  return differences.map((lines) => lines.map(({ side, text }) => `${marks[side]} ${text}`));
}

describe("diffs of alerts", () => {
  test("compare label by label", () => {
    const expected = alert({ job: "api", severity: "page" }, { summary: "api is down" });
    const got = alert({ job: "api", severity: "warning", zone: "a" }, { summary: "api is up" });
    expect(drawn([expected], [got])).toEqual([
      [
        '  alertname  "Down"',
        '  job        "api"',
        '- severity   "page"',
        '+ severity   "warning"',
        '+ zone       "a"',
        "  annotations:",
        '- summary  "api is down"',
        '+ summary  "api is up"',
      ],
    ]);
  });

  test("show unpaired alerts in full", () => {
    expect(drawn([alert({ job: "api" }, { summary: "x" })], [])).toEqual([
      ['- alertname  "Down"', '- job        "api"', "- annotations:", '- summary  "x"'],
    ]);
    expect(drawn([], [alert({ job: "api" })])).toEqual([['+ alertname  "Down"', '+ job        "api"']]);
    expect(drawn([{ labels: {}, annotations: {} }], [])).toEqual([["- an alert without labels"]]);
  });

  test("pair the most similar alerts", () => {
    const one = alert({ job: "api", instance: "a" });
    const two = alert({ job: "web", instance: "b" });
    const got = [alert({ job: "web", instance: "c" }), alert({ job: "api", instance: "d" })];
    const [first, second] = drawn([one, two], got);
    expect(first).toContain('  job        "api"');
    expect(second).toContain('  job        "web"');
  });

  test("count missing, extra and changed alerts", () => {
    const same = alert({ job: "same" });
    expect(differenceOf([same, alert({ job: "api", a: "1" })], [alert({ job: "api", a: "2" }), same])).toMatchObject({
      same: 1,
      changed: 1,
      missing: 0,
      extra: 0,
    });
    expect(differenceOf([alert({ a: "1" }), alert({ a: "2" })], [alert({ a: "3" })])).toMatchObject({
      same: 0,
      changed: 0,
      missing: 2,
      extra: 1,
    });
    expect(differenceOf([same, same], [same])).toMatchObject({ same: 1, missing: 1 });
  });

  test("omit labels that are not expected with subset", () => {
    const expected = [alert({ job: "api", severity: "page" }), alert({ job: "web" })];
    const got = [alert({ job: "api", severity: "info", zone: "a" }), alert({ job: "web", zone: "b" })];
    expect(drawn(expected, got, true)).toEqual([
      ['  alertname  "Down"', '  job        "api"', '- severity   "page"', '+ severity   "info"'],
    ]);
  });

  test("labels may be named like properties of Object", () => {
    const expected: DisplayedAlert = { labels: { constructor: "a" }, annotations: {} };
    expect(drawn([expected], [{ labels: {}, annotations: {} }])).toEqual([['- constructor  "a"']]);
  });

  test("handle thousands of alerts", () => {
    const many = (name: string) => Array.from({ length: 5000 }, (_, index) => alert({ [name]: String(index) }));
    const began = performance.now();
    expect(differenceOf(many("a"), many("b"))).toMatchObject({ missing: 5000, extra: 5000 });
    expect(differenceOf(many("a"), many("b"), true)).toMatchObject({ missing: 5000, extra: 5000 });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
