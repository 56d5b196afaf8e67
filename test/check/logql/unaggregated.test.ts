import { describe, expect, test } from "vitest";
import { unaggregatedLogs } from "../../../src/check/logql/unaggregated.js";
import { checkLogql, markedTexts } from "./check-logql.js";

describe("logql/unaggregated", () => {
  test.each([
    ['rate({app="cart"} | json [5m])', "rate"],
    ['topk(5, count_over_time({app="cart"} | logfmt [5m])) > 3', "count_over_time"],
    ['max_over_time({app="cart"} | json | unwrap latency [5m])', "max_over_time"],
  ])("reports %s", (text, marked) => {
    expect(markedTexts(unaggregatedLogs, text)).toEqual([marked]);
  });

  test("says how to aggregate", () => {
    expect(checkLogql(unaggregatedLogs, 'rate({app="cart"} | json [5m])')).toMatchObject([
      { fix: "aggregate: sum by (…) (rate(…))" },
    ]);
  });

  test.each([
    'rate({app="cart"}[5m])',
    'sum by (level) (rate({app="cart"} | json [5m]))',
    'rate({app="cart"} | json level [5m])',
    'rate({app="cart"} | json | keep level [5m])',
    'max_over_time({app="cart"} | json | unwrap latency [5m]) by (level)',
    'absent_over_time({app="cart"} | json [5m])',
    '{app="cart"} | json',
  ])("accepts %s", (text) => {
    expect(markedTexts(unaggregatedLogs, text)).toEqual([]);
  });
});
