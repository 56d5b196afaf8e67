import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitCells, visible } from "../../src/diagnostics/display-width.js";

function shown(line: string): string {
  return splitCells(line)
    .map(({ text }) => text)
    .join("");
}

function width(line: string): number {
  return splitCells(line).reduce((sum, cell) => sum + cell.width, 0);
}

describe("the display cells of a line", () => {
  test.each([
    ["plain", 5],
    ["größer", 6],
    ["e\u0301", 1],
    ["延迟", 4],
    ["ｆｕｌｌ", 8],
    ["한국", 4],
    ["🚨 a", 4],
    ["👩‍🚒", 2],
    ["\u200b", 0],
  ])("%s takes %i columns", (line, columns) => {
    expect(width(line)).toBe(columns);
  });

  test("tabs advance to the next tab stop", () => {
    expect(shown("a\tb\tc")).toBe("a   b   c");
    expect(width("延\tb")).toBe(5);
  });

  test("control characters are replaced", () => {
    expect(visible("\u001b[31mred\u0007\u009b2J\u202e")).toBe("␛[31mred␇�2J�");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(shown(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });

  test("every code unit belongs to exactly one cell", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const cells = splitCells(text);
        expect(cells.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
      }),
    );
  });
});
