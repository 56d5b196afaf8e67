import { expect, test } from "vitest";
import { duplicateTitle } from "../../../src/check/dashboard/duplicate-title.js";
import { dashboard, estate, findings, line, summaries } from "../build-subjects.js";

test("a folder has each title once", () => {
  const one = dashboard({ title: "Cart", span: line(1, "a.json") });
  const other = dashboard({ title: "cart", uid: "basket", span: line(1, "b.json") });
  expect(findings(duplicateTitle, estate({ dashboards: [one, other] }))).toMatchObject([
    {
      summary: 'another dashboard in the same folder has the title "cart"',
      at: line(1, "b.json"),
      related: [{ span: line(1, "a.json") }],
    },
  ]);
});

test("dashboard/duplicate-uid reports dashboards with one uid", () => {
  const twice = [dashboard({ span: line(1, "a.json") }), dashboard({ span: line(1, "b.json") })];
  expect(summaries(duplicateTitle, estate({ dashboards: twice }))).toEqual([]);
});

test("another folder may have the same title", () => {
  expect(
    summaries(duplicateTitle, estate({ dashboards: [dashboard(), dashboard({ uid: "old", folder: "Archive" })] })),
  ).toEqual([]);
});
