import { promql, statusHistory } from "telltale";
import { expect, test } from "vitest";
import { render, renderDefaults } from "../../render.js";

const up = promql`up`;

test("shows a cell for each point, in the size of its options", () => {
  expect(render(statusHistory("A", up)).options).toMatchObject({ rowHeight: 0.9, colWidth: 0.9, showValue: "auto" });
  const panel = statusHistory("A", up, { rowHeight: 0.5, columnWidth: 1, showValue: "never", perPage: 20 });
  expect(render(panel).options).toMatchObject({ rowHeight: 0.5, colWidth: 1, showValue: "never", perPage: 20 });
});

test("is coloured by its mappings", () => {
  const panel = statusHistory("A", up, { mappings: { "0": { text: "down", color: "red" } } });
  expect(renderDefaults(panel)).toMatchObject({ color: { mode: "thresholds" }, mappings: [{ type: "value" }] });
});
