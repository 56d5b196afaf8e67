import { barGauge, gaugePanel, pie, promql, stat } from "telltale";
import { describe, expect, test } from "vitest";
import { kindOf } from "../../src/panels/kinds/index.js";
import { render } from "./render.js";

describe.each([stat, gaugePanel, barGauge, pie])("$name", (define) => {
  const optionsOf = (options: object) => render(define("A", promql`up`, options)).options as Record<string, unknown>;

  test("shows the last value of each series, or each value", () => {
    expect(optionsOf({}).reduceOptions).toEqual({ calcs: ["lastNotNull"], fields: "", values: false });
    expect(optionsOf({ reduce: "delta" }).reduceOptions).toMatchObject({ calcs: ["diff"] });
    const rows = { allValues: 20, field: "size (bytes)" };
    expect(optionsOf(rows).reduceOptions).toMatchObject({ values: true, limit: 20, fields: "/^size \\(bytes\\)$/" });
    expect(optionsOf({ allValues: true, field: "all" }).reduceOptions).toMatchObject({ values: true, fields: "/.*/" });
  });

  test("asks for the time range where an instant does not suffice", () => {
    const isInstant = (options: object) => {
      const panel = define("A", promql`up`, options);
      return kindOf(panel).instant(panel.options);
    };
    expect([{}, { reduce: "max" }, { allValues: true }].map(isInstant)).toEqual([true, false, false]);
  });

  test("has texts of a size", () => {
    expect(optionsOf({})).not.toHaveProperty("text");
    expect(optionsOf({ textSize: { title: 14, value: 40 } }).text).toEqual({ titleSize: 14, valueSize: 40 });
  });
});

test("dials and bars have a least size", () => {
  const sizeOf = (panel: Parameters<typeof render>[0]) => render(panel).options;
  expect(sizeOf(gaugePanel("A", promql`up`))).toMatchObject({ sizing: "auto", minVizWidth: 75, minVizHeight: 75 });
  const minSize = { width: 120 };
  expect(sizeOf(gaugePanel("A", promql`up`, { minSize }))).toMatchObject({ sizing: "manual", minVizWidth: 120 });
  const bars = barGauge("A", promql`up`, { minSize: { height: 20 }, maxBarHeight: 40 });
  expect(sizeOf(bars)).toMatchObject({ sizing: "manual", minVizHeight: 20, maxVizHeight: 40 });
});
