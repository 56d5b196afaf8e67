import { promql, redAbove, stat, timeseries } from "telltale";
import { expect, test } from "vitest";
import { renderDefaults } from "../render.js";

const up = promql`up`;

test("a list maps values, ranges, patterns and what is no number, in its order", () => {
  const mappings = [
    { value: "0", text: "down", color: "red" },
    { from: 1, to: 10, text: "few" },
    { from: 10, color: "green" },
    { pattern: "^(.*)-service$", text: "$1" },
    { special: "null or nan", text: "unknown" },
  ] as const;
  expect(renderDefaults(timeseries("A", up, { mappings }))?.mappings).toEqual([
    { type: "value", options: { "0": { text: "down", color: "red", index: 0 } } },
    { type: "range", options: { from: 1, to: 10, result: { text: "few", index: 1 } } },
    { type: "range", options: { from: 10, to: null, result: { color: "green", index: 2 } } },
    { type: "regex", options: { pattern: "^(.*)-service$", result: { text: "$1", index: 3 } } },
    { type: "special", options: { match: "null+nan", result: { text: "unknown", index: 4 } } },
  ]);
});

test("thresholds may be shares of the scale", () => {
  const panel = stat("A", up, { thresholds: { ...redAbove(80), percentage: true } });
  expect(renderDefaults(panel)?.thresholds).toEqual({
    mode: "percentage",
    steps: [
      { value: null, color: "green" },
      { value: 80, color: "red" },
    ],
  });
});
