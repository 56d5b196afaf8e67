import { expect, test } from "vitest";
import { noDescription } from "../../../src/check/dashboard/no-description.js";
import { dashboard, findings, panel, summaries } from "../build-subjects.js";

test("a dashboard and a panel need a description", () => {
  const silent = dashboard({ description: "", panels: [panel({ title: "Errors", description: "\n" }), panel()] });
  expect(summaries(noDescription, silent)).toEqual([
    "the dashboard has no description",
    "the panel has no description",
  ]);
  expect(findings(noDescription, silent)[1]!.subject).toBe('panel "Errors" of dashboard "Cart"');
});

test("text panels and rows are exempt", () => {
  const panels = [panel({ type: "text", description: "" }), panel({ type: "row", description: "" })];
  expect(summaries(noDescription, dashboard({ panels }))).toEqual([]);
});
