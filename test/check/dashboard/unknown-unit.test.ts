import { expect, test } from "vitest";
import { unknownUnit } from "../../../src/check/dashboard/unknown-unit.js";
import { findings, locationText, panelOf } from "../build-subjects.js";

function panelWith(unit: unknown, override?: string) {
  const properties = override === undefined ? [] : [{ id: "unit", value: override }];
  const overrides = [{ matcher: { id: "byName", options: "p95" }, properties }];
  return panelOf({ data: { fieldConfig: { defaults: { unit }, overrides } } });
}

test.each([
  ["seconds", "s"],
  ["Milliseconds", "ms"],
  ["us", "µs"],
  ["%", "percent"],
  ["bytes/s", "Bps"],
  ["BPS", "Bps"],
  ["percentunit ", "percentunit"],
  ["percentunits", "percentunit"],
  ["req/s", "reqps"],
  ["dateTimeAsISO", "dateTimeAsIso"],
  ["decbyte", "decbytes"],
])("%s stands for %s", (unit, meant) => {
  const [found, ...more] = findings(unknownUnit, panelWith(unit));
  expect(more).toEqual([]);
  expect(found?.fix).toBe(`write "${meant}"; or "suffix:${unit}", if the word is meant`);
  expect(locationText(found!)).toBe("fieldConfig.defaults.unit");
});

test("overrides have units, too", () => {
  const [found] = findings(unknownUnit, panelWith("s", "secs"));
  expect(locationText(found!)).toBe("fieldConfig.overrides.0.properties.0.value");
});

test.each(["s", "µs", "short", "", "currencyUSD", "suffix:secs", "currency:£", "orders", "pods", "$unit", 5, null])(
  "%s is fine",
  (unit) => {
    expect(findings(unknownUnit, panelWith(unit))).toEqual([]);
  },
);
