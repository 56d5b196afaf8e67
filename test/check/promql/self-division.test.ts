import { describe, expect, test } from "vitest";
import { selfDivision } from "../../../src/check/promql/self-division.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/self-division", () => {
  test("reports a ratio whose operands are matched by the label that differs", () => {
    const text = `rate(requests_total{status=~"5.."}[5m]) / rate(requests_total[5m]) > 0.05`;
    expect(markedTexts(selfDivision, text)).toEqual([
      `rate(requests_total{status=~"5.."}[5m]) / rate(requests_total[5m])`,
    ]);
  });

  test("reports it inside an aggregation that keeps the label", () => {
    const text = `sum by (status) (rate(r{status=~"5.."}[5m])) / sum by (status) (rate(r[5m]))`;
    expect(markedTexts(selfDivision, text)).toEqual([text]);
    expect(markedTexts(selfDivision, `rate(r{status=~"5.."}[5m]) / on (job, status) rate(r[5m])`)).toHaveLength(1);
  });

  test.each([
    `sum(rate(r{status=~"5.."}[5m])) / sum(rate(r[5m])) > 0.05`,
    `sum by (job) (rate(r{status=~"5.."}[5m])) / sum by (job) (rate(r[5m])) > 0.05`,
    `sum without (status) (rate(r{status=~"5.."}[5m])) / sum without (status) (rate(r[5m])) > 0.05`,
    `rate(r{status="500"}[5m]) / ignoring (status) group_left () sum without (status) (rate(r[5m])) > 0.05`,
    `rate(r{status="500"}[5m]) / on (job) rate(r[5m]) > 0.05`,
    "a / b > 1",
    "a / a offset 1d > 1",
    "rate(a[5m]) / rate(a[1h]) > 2",
    "60 * 60 / 60 > bool 3",
  ])("takes %s", (text) => {
    expect(markedTexts(selfDivision, text, { in: "recording rule" })).toEqual([]);
  });

  test("reports equal operands, with their result", () => {
    expect(checkQuery(selfDivision, "up / up > 1")[0]?.summary).toMatch(/always 1/);
    expect(checkQuery(selfDivision, "sum(a) - (sum(a)) > 1")[0]?.summary).toMatch(/always 0/);
    expect(checkQuery(selfDivision, 'a{x="1",y="2"} > a{y="2",x="1"}')[0]?.summary).toMatch(/always empty/);
  });
});
