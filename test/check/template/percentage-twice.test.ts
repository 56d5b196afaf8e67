import { gauge, system } from "telltale";
import { expect, test } from "vitest";
import { percentageTwice } from "../../../src/check/template/percentage-twice.js";
import { alert, findings, locationText, outside, summaries, within } from "../build-subjects.js";

const annotations = { summary: "{{ $value | humanizePercentage }} of {{ $labels.job }}" };

test.each([
  "100 * rate(errors_total[5m]) / rate(requests_total[5m]) > 5",
  "rate(errors_total[5m]) * 100 / rate(requests_total[5m]) > 5",
  "rate(errors_total[5m]) / rate(requests_total[5m]) * 100 > 5",
  "5 < 100 * (rate(errors_total[5m]) / rate(requests_total[5m]))",
  "(1 - free_bytes / size_bytes) * 100 > 5 and size_bytes > 0",
  // The units of these are unknown.
  "100 * used / size > 90",
  "(1 - free / size) * 100 > 90",
  "(used / size * 100 > 90) and on (job) up == 1",
])("%s", (expr) => {
  const [found, ...more] = findings(percentageTwice, alert({ expr, annotations }));
  expect(more).toEqual([]);
  expect(found?.summary).toBe("humanizePercentage multiplies by 100, and the value is a percentage already");
  expect(locationText(found!)).toBe("annotations.summary");
});

test("a metric in percent", () => {
  const shop = system("shop", { routes: {} });
  shop.service("cart", {
    use: gauge("cart_use_percent", { help: "Use" }),
    share: gauge("cart_use_ratio", { help: "Use" }),
  });
  const found = (expr: string) => summaries(percentageTwice, alert({ expr, annotations }, within(shop)));
  expect(found("cart_use_percent > 80")).toHaveLength(1);
  expect(found("cart_use_percent / 100 > 0.8")).toEqual([]);
  expect(found("cart_use_ratio > 0.8")).toEqual([]);
});

test.each([
  "rate(errors_total[5m]) / rate(requests_total[5m]) > 0.05",
  "used / size > 0.9",
  "100 * queue > 5",
  "queue / 100 > 5",
  "size * 100 > 5",
])("%s is fine", (expr) => {
  expect(summaries(percentageTwice, alert({ expr, annotations }, outside))).toEqual([]);
});

test("other functions are fine", () => {
  const texts = {
    summary: '{{ $value | printf "%.1f" }}%',
    other: '{{ query "x" | first | value | humanizePercentage }}',
  };
  expect(summaries(percentageTwice, alert({ expr: "100 * used / size > 90", annotations: texts }))).toEqual([]);
});
