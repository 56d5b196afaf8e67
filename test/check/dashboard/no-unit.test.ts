import { expect, test } from "vitest";
import { noUnit } from "../../../src/check/dashboard/no-unit.js";
import { dashboard, panel, summaries } from "../build-subjects.js";

test.each(["timeseries", "stat", "gauge", "bargauge", "piechart"])("a %s panel needs a unit", (type) => {
  expect(summaries(noUnit, dashboard({ panels: [panel({ type, unit: undefined })] }))).toEqual([
    "the panel has no unit",
  ]);
  expect(summaries(noUnit, dashboard({ panels: [panel({ type, unit: "" })] }))).toHaveLength(1);
  expect(summaries(noUnit, dashboard({ panels: [panel({ type, unit: "short" })] }))).toEqual([]);
});

test.each(["table", "logs", "text", "row"])("a %s panel does not", (type) => {
  expect(summaries(noUnit, dashboard({ panels: [panel({ type, unit: undefined })] }))).toEqual([]);
});
