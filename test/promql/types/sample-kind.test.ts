import { expect, test } from "vitest";
import { inferSampleKinds, parse, ruleDialect } from "../../../src/promql/index.js";

function kindOf(text: string) {
  const { expr } = parse(text, ruleDialect({ major: 3, minor: 12 }));
  const names: Readonly<Record<string, "float" | "histogram">> = { h: "histogram", f: "float" };
  return inferSampleKinds(expr!, ({ name = "" }) => names[name]).get(expr!);
}

test.each([
  "h",
  "-h",
  "rate(h[5m])",
  "sum by (app) (increase(h[5m]))",
  "avg_over_time(rate(h[5m])[1h:])",
  'label_replace(h, "a", "b", "c", "d")',
  "h * 2",
  "2 * h",
  "h / f",
  "h + h",
  "h - h",
  "h == h",
  "h and on () f",
  "h or h",
])("%s is a histogram", (text) => {
  expect(kindOf(text)).toBe("histogram");
});

test.each([
  "1",
  "f",
  "time()",
  "vector(1)",
  "count(h)",
  "absent(h)",
  "changes(h[5m])",
  "histogram_count(h)",
  "histogram_quantile(0.5, rate(h[5m]))",
  "quantile_over_time(0.5, f[5m])",
  "f > 1",
  "f unless h",
])("%s is a number", (text) => {
  expect(kindOf(text)).toBe("float");
});

test.each([
  "h > 1",
  "1 + h",
  "h + f",
  "f / h",
  "h * h",
  "h > h",
  "max(h)",
  "topk(3, h)",
  "quantile(0.5, h)",
  "abs(h)",
  "max_over_time(h[5m])",
  "quantile_over_time(0.5, h[5m])",
  "sum(h > 1)",
])("%s drops histograms", (text) => {
  expect(kindOf(text)).toBe("none");
});

test.each(["x", "x > 1", "rate(x[5m])", "h or f", "sort(h)", "h + x"])("%s is unknown", (text) => {
  expect(kindOf(text)).toBeUndefined();
});
