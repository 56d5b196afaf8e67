import { expect, test } from "vitest";
import { missingPanelId } from "../../../src/check/dashboard/missing-panel-id.js";
import { dashboard, findings, line, panel, summaries } from "../build-subjects.js";

test("panels without an id are counted, at the first of them", () => {
  const panels = [panel({ id: 1 }), panel({ title: "Errors", span: line(4) }), panel(), panel()];
  const found = findings(missingPanelId, dashboard({ panels }));
  expect(found).toMatchObject([{ summary: 'panel "Errors" and 2 more have no id', at: line(4) }]);
});

test("one is said to be one", () => {
  expect(summaries(missingPanelId, dashboard({ panels: [panel({ title: "" })] }))).toEqual([
    "a timeseries panel without a title has no id",
  ]);
});

test("numbered panels are fine", () => {
  expect(summaries(missingPanelId, dashboard({ panels: [panel({ id: 1 }), panel({ id: 2 })] }))).toEqual([]);
});
