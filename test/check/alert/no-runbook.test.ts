import { expect, test } from "vitest";
import { noRunbook } from "../../../src/check/alert/no-runbook.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test("an alert links to its runbook", () => {
  const [finding] = findings(noRunbook, alert({ annotations: { summary: "down" } }));
  expect(finding!.summary).toBe("the alert has no annotation `runbook_url`");
  expect(locationText(finding!)).toBe("alert");
  const annotations = { runbook_url: "https://runbooks.example.com/cart" };
  expect(summaries(noRunbook, alert({ annotations }))).toEqual([]);
});

test("a recording rule needs no runbook", () => {
  expect(summaries(noRunbook, record("job:up:sum", "sum by (job) (up)"))).toEqual([]);
});

test("the message for a definition names its option", () => {
  const defined = { ...alert(), identity: "alert CartFails cart" };
  expect(summaries(noRunbook, defined)).toEqual(["the alert has no `runbook`"]);
});
