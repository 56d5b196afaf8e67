import { promql, stateTimeline } from "telltale";
import { expect, test } from "vitest";
import { render, renderDefaults } from "../../render.js";

const up = promql`up`;

test("joins equal values, by default", () => {
  expect(render(stateTimeline("A", up)).options).toMatchObject({ mergeValues: true });
  expect(render(stateTimeline("A", up, { merge: false })).options).toMatchObject({ mergeValues: false });
});

test("shows states by the texts and colours of the mappings", () => {
  const mappings = { "1": { text: "up", color: "green" }, "0": { text: "down" } } as const;
  expect(renderDefaults(stateTimeline("A", up, { mappings }))).toMatchObject({
    mappings: [
      { type: "value", options: { "1": { text: "up", color: "green", index: 1 }, "0": { text: "down", index: 0 } } },
    ],
    color: { mode: "thresholds" },
  });
});

test("draws states by its options", () => {
  const panel = stateTimeline("A", up, { showValue: "never", align: "center", rowHeight: 0.5, fill: 100, perPage: 20 });
  expect(render(panel).options).toMatchObject({
    showValue: "never",
    alignValue: "center",
    rowHeight: 0.5,
    perPage: 20,
  });
  expect(renderDefaults(panel)?.custom).toMatchObject({ fillOpacity: 100 });
  expect(renderDefaults(stateTimeline("A", up, { spanGaps: 60_000 }))?.custom).toMatchObject({ spanNulls: 60_000 });
});
