import { promql, signal, stat } from "telltale";
import { describe, expect, test } from "vitest";
import { unknownTraits } from "../../src/panels/value-traits.js";
import { render, renderDefaults } from "./render.js";

const up = promql`up`;
const latency = signal("Latency", { query: up, unit: "s", description: "…" });
const inBytes = { traits: { ...unknownTraits, unit: "bytes" } };

describe("the unit", () => {
  const unit = (queries: Parameters<typeof render>[1], options = {}) =>
    render(stat("A", up, options), queries).fieldConfig?.defaults.unit;

  test("is that of the options, else of the signal, else of the expression", () => {
    expect(unit([{ ...inBytes, signal: latency }], { unit: "ms" })).toBe("ms");
    expect(unit([{ ...inBytes, signal: latency }])).toBe("s");
    expect(unit([inBytes])).toBe("bytes");
  });

  test("is left out if the queries differ", () => {
    expect(unit([inBytes, inBytes])).toBe("bytes");
    expect(unit([inBytes, { signal: latency }])).toBeUndefined();
  });
});

test("thresholds are in ascending order, on top of the base colour", () => {
  const steps = [
    { from: 5, color: "red" },
    { from: 1, color: "yellow" },
  ] as const;
  expect(renderDefaults(stat("A", up, { thresholds: { steps } }))?.thresholds?.steps).toEqual([
    { value: null, color: "green" },
    { value: 1, color: "yellow" },
    { value: 5, color: "red" },
  ]);
});
