import { expect, test } from "vitest";
import { noRunbook } from "../../../src/check/alert/no-runbook.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test("an alert links its runbook", () => {
  const [found] = findings(noRunbook, alert({ annotations: { summary: "down" } }));
  expect(found!.summary).toBe("the alert has no annotation `runbook_url`");
  expect(locationText(found!)).toBe("annotations");
  const annotations = { runbook_url: "https://runbooks.example.com/cart" };
  expect(summaries(noRunbook, alert({ annotations }))).toEqual([]);
});

test("a recording rule wakes nobody", () => {
  expect(summaries(noRunbook, record("job:up:sum", "sum by (job) (up)"))).toEqual([]);
});

test("of a definition it says what is called so there", () => {
  const defined = { ...alert(), identity: "alert CartFails cart" };
  expect(summaries(noRunbook, defined)).toEqual(["the alert has no `runbook`"]);
});
