import { expect, test } from "vitest";
import { offGrid } from "../../../src/check/dashboard/off-grid.js";
import { dashboard, findings, panel, summaries } from "../build-subjects.js";

function placed(x: number, y: number, w: number, h: number) {
  return dashboard({ panels: [panel({ gridPos: { x, y, w, h } })] });
}

test("there are 24 columns", () => {
  expect(findings(offGrid, placed(16, 0, 12, 8))).toMatchObject([
    { summary: "the panel ends at column 28; there are 24", fix: "set w to 8, or move it left" },
  ]);
  expect(findings(offGrid, placed(24, 0, 6, 8))[0]!.fix).toBe("move it left");
  expect(summaries(offGrid, placed(12, 0, 12, 8))).toEqual([]);
});

test("a panel starts within the grid and has a size", () => {
  expect(summaries(offGrid, placed(-1, 0, 12, 8))).toEqual(["the panel begins at x -1, y 0"]);
  expect(summaries(offGrid, placed(0, 0, 12, 0))).toEqual(["the panel is 12 wide and 0 high"]);
});
