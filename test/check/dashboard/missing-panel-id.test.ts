import { expect, test } from "vitest";
import { missingPanelId } from "../../../src/check/dashboard/missing-panel-id.js";
import { dashboard, findings, line, panel, summaries } from "../build-subjects.js";

test("panels without an id are reported together, at the first one", () => {
  const panels = [panel({ id: 1 }), panel({ title: "Errors", span: line(4) }), panel(), panel()];
  const found = findings(missingPanelId, dashboard({ panels }));
  expect(found).toMatchObject([{ summary: 'panel "Errors" and 2 more have no id', at: line(4) }]);
});

test("a single panel without an id", () => {
  expect(summaries(missingPanelId, dashboard({ panels: [panel({ title: "" })] }))).toEqual([
    "a timeseries panel without a title has no id",
  ]);
});

test("panels with ids are accepted", () => {
  expect(summaries(missingPanelId, dashboard({ panels: [panel({ id: 1 }), panel({ id: 2 })] }))).toEqual([]);
});
