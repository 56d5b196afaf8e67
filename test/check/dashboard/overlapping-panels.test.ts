import fc from "fast-check";
import { expect, test } from "vitest";
import type { PanelView } from "../../../src/check/check.js";
import { overlappingPanels } from "../../../src/check/dashboard/overlapping-panels.js";
import { dashboard, findings, line, panel, summaries } from "../build-subjects.js";

function at(title: string, x: number, y: number, w: number, h: number, fields: Partial<PanelView> = {}): PanelView {
  return panel({ title, gridPos: { x, y, w, h }, ...fields });
}

test("the lower of two overlapping panels is reported, with the other as related", () => {
  const panels = [at("Errors", 6, 4, 12, 8, { span: line(9) }), at("Requests", 0, 0, 12, 8, { span: line(2) })];
  const [found] = findings(overlappingPanels, dashboard({ panels }));
  expect(found).toMatchObject({
    summary: 'panel "Errors" overlaps panel "Requests"',
    fix: "move it to free space, for example to y 8",
    at: line(9),
    related: [{ span: line(2) }],
  });
});

test("panels may touch", () => {
  const panels = [at("a", 0, 0, 12, 8), at("b", 12, 0, 12, 8), at("c", 0, 8, 24, 4), at("d", 0, 12, 24, 1)];
  expect(summaries(overlappingPanels, dashboard({ panels }))).toEqual([]);
});

test("a panel beside a tall one is compared with it, not only with the one before", () => {
  const panels = [at("tall", 0, 0, 12, 20), at("short", 12, 0, 12, 4), at("late", 0, 16, 12, 8)];
  expect(summaries(overlappingPanels, dashboard({ panels }))).toEqual(['panel "late" overlaps panel "tall"']);
});

test("panels of different collapsed rows do not overlap", () => {
  const panels = [at("a", 0, 1, 24, 8, { inRow: "Traffic" }), at("b", 0, 1, 24, 8, { inRow: "Cache" })];
  expect(summaries(overlappingPanels, dashboard({ panels }))).toEqual([]);
});

test("each panel is reported once, however many it overlaps", () => {
  const panels = Array.from({ length: 2000 }, (_, index) => at(`${index}`, 0, 0, 24, 8));
  expect(findings(overlappingPanels, dashboard({ panels }))).toHaveLength(1999);
});

test("there are findings exactly if two panels share a cell", () => {
  const grid = fc.record({
    x: fc.integer({ min: 0, max: 23 }),
    y: fc.integer({ min: 0, max: 20 }),
    w: fc.integer({ min: 1, max: 12 }),
    h: fc.integer({ min: 1, max: 10 }),
  });
  fc.assert(
    fc.property(fc.array(grid, { maxLength: 8 }), (grids) => {
      const taken = new Set<string>();
      let shared = false;
      for (const { x, y, w, h } of grids) {
        for (let column = x; column < x + w; column++) {
          for (let row = y; row < y + h; row++) {
            shared ||= taken.has(`${column} ${row}`);
            taken.add(`${column} ${row}`);
          }
        }
      }
      const panels = grids.map(({ x, y, w, h }, index) => at(`${index}`, x, y, w, h));
      expect(findings(overlappingPanels, dashboard({ panels })).length > 0).toBe(shared);
    }),
  );
});
