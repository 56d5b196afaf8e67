import { expect, test } from "vitest";
import { noTitle } from "../../../src/check/dashboard/no-title.js";
import { dashboard, findings, panel, summaries } from "../build-subjects.js";

test("a dashboard and a panel need a title", () => {
  const nameless = dashboard({ title: " ", panels: [panel({ type: "stat", title: "", id: 3 })] });
  expect(summaries(noTitle, nameless)).toEqual(["the dashboard has no title", "the stat panel has no title"]);
  expect(findings(noTitle, nameless)[1]!.subject).toBe('panel 3 of dashboard " "');
});

test("text panels and rows are exempt", () => {
  const panels = [panel({ type: "text", title: "" }), panel({ type: "row", title: "" }), panel({ title: "Errors" })];
  expect(summaries(noTitle, dashboard({ panels }))).toEqual([]);
});

test("a panel's allowance goes with its finding", () => {
  const allow = { "dashboard/no-title": "the dashboard has one panel" };
  expect(findings(noTitle, dashboard({ panels: [panel({ title: "", allow })] }))[0]!.allow).toBe(allow);
});
