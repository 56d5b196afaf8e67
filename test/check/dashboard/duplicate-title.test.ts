import { expect, test } from "vitest";
import { duplicateTitle } from "../../../src/check/dashboard/duplicate-title.js";
import { dashboard, estate, findings, line, summaries } from "../build-subjects.js";

test("a title is used once in a folder", () => {
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

test("two of one uid are told of by another check", () => {
  const twice = [dashboard({ span: line(1, "a.json") }), dashboard({ span: line(1, "b.json") })];
  expect(summaries(duplicateTitle, estate({ dashboards: twice }))).toEqual([]);
});

test("in another folder it is another dashboard", () => {
  expect(
    summaries(duplicateTitle, estate({ dashboards: [dashboard(), dashboard({ uid: "old", folder: "Archive" })] })),
  ).toEqual([]);
});
