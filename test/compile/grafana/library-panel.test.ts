import { libraryPanel, system, text } from "telltale";
import { expect, test } from "vitest";
import { compiled, dashboardsOf } from "../project.js";

function compile(options: object) {
  const shop = system("shop", {});
  shop.dashboard("One", { panels: [libraryPanel("abc", "Traffic", options), text("About", "…")] });
  return compiled(shop);
}

test("a library panel is a reference with a title and a size", () => {
  const result = compile({ title: "Ingress", width: 16, height: 5 });
  expect(result.diagnostics).toEqual([]);
  expect(dashboardsOf(result)[0]!.panels[0]).toEqual({
    type: "library-panel-ref",
    title: "Ingress",
    libraryPanel: { uid: "abc", name: "Traffic" },
    id: expect.any(Number),
    gridPos: { x: 0, y: 0, w: 16, h: 5 },
  });
  expect(dashboardsOf(compile({}))[0]!.panels[0]).toMatchObject({ title: "Traffic", gridPos: { w: 12 } });
});

test("its options are checked", () => {
  const summaries = (options: object) => compile(options).diagnostics.map(({ summary }) => summary);
  expect(summaries({ width: 30 })).toEqual(["width 30 is out of range (1–24)"]);
  expect(summaries({ with: 3 })).toEqual(['unknown option "with"']);
});
