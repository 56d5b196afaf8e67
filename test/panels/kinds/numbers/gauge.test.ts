import { gaugePanel, promql, signal } from "telltale";
import { expect, test } from "vitest";
import { gaugeKind } from "../../../../src/panels/kinds/numbers/gauge.js";
import { unknownTraits } from "../../../../src/panels/value-traits.js";
import { render, renderDefaults } from "../../render.js";

const up = promql`up`;
const share = signal("Share", { query: up, unit: "percentunit", description: "…", max: 0.5 });

test("of percent ends at 100 %", () => {
  expect(renderDefaults(gaugePanel("A", up, { unit: "percentunit" }))).toMatchObject({ min: 0, max: 1 });
  expect(renderDefaults(gaugePanel("A", up, { unit: "percent", min: 20 }))).toMatchObject({ min: 20, max: 100 });
  expect(renderDefaults(gaugePanel("A", up, { unit: "bytes" }))).not.toHaveProperty("max");
});

test("ends at the maximum of the signal or the options", () => {
  expect(renderDefaults(gaugePanel("A", share), { signal: share })).toMatchObject({ max: 0.5 });
  expect(renderDefaults(gaugePanel("A", share, { max: 2 }), { signal: share })).toMatchObject({ max: 2 });
});

test("begins at zero where no value is negative", () => {
  const traits = { ...unknownTraits, neverNegative: true };
  expect(renderDefaults(gaugePanel("A", up), { traits })).toMatchObject({ min: 0 });
});

test("needs the history only to reduce it", () => {
  expect(gaugeKind.instant({})).toBe(true);
  expect(gaugeKind.instant({ reduce: "mean" })).toBe(false);
});

test("shows its thresholds by its options", () => {
  expect(render(gaugePanel("A", up)).options).toMatchObject({ showThresholdLabels: false, showThresholdMarkers: true });
  const panel = gaugePanel("A", up, { showThresholdLabels: true, showThresholdMarkers: false, direction: "vertical" });
  expect(render(panel).options).toMatchObject({
    showThresholdLabels: true,
    showThresholdMarkers: false,
    orientation: "vertical",
  });
});
