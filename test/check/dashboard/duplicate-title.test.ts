import { expect, test } from "vitest";
import { duplicateTitle } from "../../../src/check/dashboard/duplicate-title.js";
import { dashboard, estate, findings, line, summaries } from "../seen.js";

test("a title is used once in a folder", () => {
  const one = dashboard({ title: "Cart", span: line(1, "a.json") });
  const other = dashboard({ title: "cart", span: line(1, "b.json") });
  expect(findings(duplicateTitle, estate({ dashboards: [one, other] }))).toMatchObject([
    {
      summary: 'another dashboard in the same folder has the title "cart"',
      at: line(1, "b.json"),
      related: [{ span: line(1, "a.json") }],
    },
  ]);
});

test("in another folder it is another dashboard", () => {
  expect(summaries(duplicateTitle, estate({ dashboards: [dashboard(), dashboard({ folder: "Archive" })] }))).toEqual(
    [],
  );
});
