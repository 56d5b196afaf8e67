import { expect, test } from "vitest";
import { duplicatePanelId } from "../../../src/check/dashboard/duplicate-panel-id.js";
import { dashboard, findings, line, panel, summaries } from "../build-subjects.js";

test("the second panel with an id is reported, with a free id", () => {
  const panels = [
    panel({ id: 2, title: "Requests", span: line(2) }),
    panel({ id: 7, title: "Latency" }),
    panel({ id: 2, title: "Errors", span: line(9) }),
    panel({ id: 2, title: "Duration" }),
  ];
  const found = findings(duplicatePanelId, dashboard({ panels }));
  expect(found).toMatchObject([
    {
      summary: 'panel "Requests" also has the id 2',
      subject: 'panel "Errors" of dashboard "Cart"',
      fix: "give it a different id, such as 8",
      at: line(9),
      related: [{ span: line(2) }],
    },
    { fix: "give it a different id, such as 9" },
  ]);
});

test("panels without an id are not duplicates", () => {
  expect(summaries(duplicatePanelId, dashboard({ panels: [panel(), panel(), panel({ id: 1 })] }))).toEqual([]);
});
