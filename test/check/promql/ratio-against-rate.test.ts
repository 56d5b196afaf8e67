import { describe, expect, test } from "vitest";
import { ratioAgainstRate } from "../../../src/check/promql/ratio-against-rate.js";
import { markedTexts } from "./check-query.js";

describe("promql/ratio-against-rate", () => {
  const alert = "HighErrorRate";

  test("reports a rate per second that is compared with a fraction", () => {
    const text = `sum(rate(http_requests_total{status=~"5.."}[5m])) by (app) > 0.05`;
    expect(markedTexts(ratioAgainstRate, text, { alert })).toEqual([text]);
    expect(markedTexts(ratioAgainstRate, text, { alert: "High Error Rate" })).toEqual([text]);
    expect(markedTexts(ratioAgainstRate, text, { annotations: { summary: "more than 5% of requests fail" } })).toEqual([
      text,
    ]);
    expect(
      markedTexts(ratioAgainstRate, text, { annotations: { summary: "{{ $value | humanizePercentage }} fail" } }),
    ).toEqual([text]);
  });

  test.each([
    ["a ratio", "sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) > 0.05"],
    ["a whole number of events", "sum(rate(errors_total[5m])) > 5"],
    ["seconds per second", "rate(process_cpu_seconds_total[5m]) > 0.9"],
    ["a quantile", "histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m]))) > 0.5"],
    ["no rate", "error_ratio > 0.05"],
    ["a minimum of traffic", "error_ratio > 0.05 and on (app) sum by (app) (rate(requests_total[5m])) >= 0.1"],
  ])("takes %s", (_, text) => {
    expect(markedTexts(ratioAgainstRate, text, { alert })).toEqual([]);
  });

  test("accepts an alert that says `per second`", () => {
    const text = "sum(rate(errors_total[5m])) > 0.1";
    expect(
      markedTexts(ratioAgainstRate, text, { alert, annotations: { summary: "{{ $value }} errors per second" } }),
    ).toEqual([]);
    expect(markedTexts(ratioAgainstRate, text, { alert: "TierLimitExceeded" })).toEqual([]);
  });
});
