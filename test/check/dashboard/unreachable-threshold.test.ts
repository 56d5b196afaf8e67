import { expect, test } from "vitest";
import { unreachableThreshold } from "../../../src/check/dashboard/unreachable-threshold.js";
import { findings, locationText, panelOf, query } from "../build-subjects.js";

const ratio = 'sum(rate(x_total{status="500"}[5m])) / sum(rate(x_total[5m]))';

interface Fields {
  readonly type?: string;
  readonly defaults?: object;
  readonly more?: object;
}

function found(exprs: readonly string[], values: readonly number[], { type = "stat", defaults, more }: Fields = {}) {
  const steps = [{ color: "green", value: null }, ...values.map((value) => ({ color: "red", value }))];
  const data = {
    fieldConfig: { defaults: { thresholds: { mode: "absolute", steps }, ...defaults } },
    targets: exprs.map((_, index) => ({ refId: "AB"[index] })),
    ...more,
  };
  return findings(unreachableThreshold, panelOf({ type, data, queries: exprs.map((expr) => query(expr)) }));
}

test("a threshold above the highest value is reported at the threshold", () => {
  const [finding, ...more] = found([ratio], [0.5, 90, 95]);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    summary: "no value of the panel reaches the threshold 90: none is above 1",
    fix: "write 0.9 for 90 %",
  });
  expect(locationText(finding!)).toBe("fieldConfig.defaults.thresholds.steps.2.value");
  expect(found(["up"], [2])[0]!.fix).toBe("write 0.02 for 2 %");
  expect(found(["up"], [2], { defaults: { unit: "s" } })[0]!.fix).toBe("set it to a value from 0 to 1");
  expect(found(["hour()"], [24])[0]!.fix).toBe("set it to a value from 0 to 23");
});

test("so is a maximum far above", () => {
  const [finding] = found([ratio], [], { defaults: { max: 100 } });
  expect(finding).toMatchObject({ summary: "the axis ends at 100, but no value is above 1", fix: "set max to 1" });
  expect(locationText(finding!)).toBe("fieldConfig.defaults.max");
  expect(found([ratio], [], { defaults: { max: 1.1 } })).toEqual([]);
});

const dashed = { custom: { thresholdsStyle: { mode: "dashed" } } };

test("lines of a time series count, and colours that it does not show do not", () => {
  expect(found([ratio], [90], { type: "timeseries", defaults: dashed })).toHaveLength(1);
  expect(found([ratio], [90], { type: "timeseries" })).toEqual([]);
  expect(found([ratio], [90], { defaults: { color: { mode: "fixed" } } })).toEqual([]);
});

test.each<[string, readonly string[], readonly number[], Fields?]>([
  ["one that can be reached", [ratio], [0.05, 1]],
  ["values without bounds", ["rate(x_total[5m])"], [80]],
  ["one that another query reaches", [ratio, "queue"], [80]],
  ["what Grafana writes into every panel", [ratio], [80]],
  [
    "a percentage of the axis",
    [ratio],
    [90],
    { defaults: { thresholds: { mode: "percentage", steps: [{ value: 90 }] } } },
  ],
  ["values that a transformation changes", [ratio], [90], { more: { transformations: [{ id: "calculateField" }] } }],
  ["no thresholds", [ratio], []],
])("%s: fine", (_, exprs, values, fields) => {
  expect(found(exprs, values, fields)).toEqual([]);
});
