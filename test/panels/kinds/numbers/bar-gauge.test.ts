import { barGauge, promql, signal } from "telltale";
import { expect, test } from "vitest";
import { barGaugeKind } from "../../../../src/panels/kinds/numbers/bar-gauge.js";
import { render, renderDefaults } from "../../render.js";

const up = promql`up`;
const share = signal("Share", { query: up, unit: "percentunit", description: "…", max: 1 });

test("lays its bars flat, by default", () => {
  expect(render(barGauge("A", up)).options).toMatchObject({ orientation: "horizontal" });
  expect(render(barGauge("A", up, { direction: "vertical" })).options).toMatchObject({ orientation: "vertical" });
});

test("is full at the maximum of the signal, which is not guessed from the unit", () => {
  expect(renderDefaults(barGauge("A", share), { signal: share })).toMatchObject({ max: 1 });
  expect(renderDefaults(barGauge("A", up, { unit: "percentunit" }))).not.toHaveProperty("max");
});

test("needs the history only to reduce it", () => {
  expect(barGaugeKind.instant({})).toBe(true);
  expect(barGaugeKind.instant({ reduce: "max" })).toBe(false);
});

test("draws bars, names and values by its options", () => {
  const options = { valueMode: "text", namePlacement: "left", showUnfilled: false } as const;
  expect(render(barGauge("A", up, { mode: "lcd", ...options })).options).toMatchObject({
    displayMode: "lcd",
    ...options,
  });
});
