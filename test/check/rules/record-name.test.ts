import { expect, test } from "vitest";
import { recordName } from "../../../src/check/rules/record-name.js";
import { alert, findings, locationText, record, summaries } from "../build-subjects.js";

test("a recorded name has a colon", () => {
  const [found] = findings(recordName, record("cart_errors", "sum by (job) (rate(errors_total[5m]))"));
  expect(found!.summary).toBe('"cart_errors" has no colon in its name');
  expect(locationText(found!)).toBe("record");
});

test.each(["job:errors:rate5m", "cluster:up", ":memory:sum"])("%s has", (name) => {
  expect(summaries(recordName, record(name, "sum(up)"))).toEqual([]);
});

test("alert names need no colon", () => {
  expect(summaries(recordName, alert())).toEqual([]);
});
