import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PanelSize, placePanels } from "../../../src/compile/grafana/layout.js";

const extent = (changes: Partial<PanelSize> = {}): PanelSize => ({
  width: undefined,
  height: undefined,
  defaultHeight: 8,
  ownLine: false,
  ...changes,
});
const wide = (width: number) => extent({ width });
const free = (count: number) => Array.from({ length: count }, () => extent());

/** `x+w` of each panel, a list for each line. */
function lines(extents: readonly PanelSize[]): string[] {
  const byLine = new Map<number, string[]>();
  for (const { x, y, w } of placePanels(extents, 0).positions) byLine.set(y, [...(byLine.get(y) ?? []), `${x}+${w}`]);
  return [...byLine.values()].map((line) => line.join(" "));
}

describe("panels without a width", () => {
  test.each([
    [1, ["0+24"]],
    [2, ["0+12 12+12"]],
    [3, ["0+8 8+8 16+8"]],
    [4, ["0+6 6+6 12+6 18+6"]],
    [5, ["0+8 8+8 16+8", "0+12 12+12"]],
    [7, ["0+6 6+6 12+6 18+6", "0+8 8+8 16+8"]],
    [9, ["0+8 8+8 16+8", "0+8 8+8 16+8", "0+8 8+8 16+8"]],
  ])("%i share their lines equally", (count, expected) => {
    expect(lines(free(count))).toEqual(expected);
  });

  test("share the rest of a line with explicit widths", () => {
    expect(lines([wide(16), extent()])).toEqual(["0+16 16+8"]);
    expect(lines([wide(5), extent(), extent()])).toEqual(["0+5 5+9 14+10"]);
    expect(lines([extent(), wide(20)])).toEqual(["0+24", "0+20"]);
  });

  test("are balanced between full lines", () => {
    expect(lines([wide(24), ...free(5), wide(24)])).toEqual(["0+24", "0+8 8+8 16+8", "0+12 12+12", "0+24"]);
  });

  test("have a line to themselves if they repeat", () => {
    expect(lines([extent(), extent({ ownLine: true }), extent()])).toEqual(["0+24", "0+24", "0+24"]);
  });
});

test("a panel that does not fit goes to the next line", () => {
  expect(lines([wide(8), wide(8), wide(6), wide(12)])).toEqual(["0+8 8+8 16+6", "0+12"]);
});

test("a line is as high as its highest panel, and so are panels without a height", () => {
  const { positions, bottom } = placePanels([extent({ defaultHeight: 4 }), extent(), extent({ height: 3 })], 10);
  expect(positions.map(({ y, h }) => [y, h])).toEqual([
    [10, 8],
    [10, 8],
    [10, 3],
  ]);
  expect(bottom).toBe(18);
});

test("for any sizes, all panels are in the grid and none overlap", () => {
  const sizes = fc.record({
    width: fc.option(fc.integer({ min: 1, max: 24 }), { nil: undefined }),
    height: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    defaultHeight: fc.constantFrom(3, 4, 8),
    ownLine: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(sizes, { maxLength: 40 }), fc.nat(100), (extents, top) => {
      const { positions, bottom } = placePanels(extents, top);
      expect(positions).toHaveLength(extents.length);
      const taken = new Set<string>();
      for (const [index, { x, y, w, h }] of positions.entries()) {
        expect(w).toBe(extents[index]!.width ?? w);
        expect(h).toBe(extents[index]!.height ?? h);
        expect([x >= 0, x + w <= 24, y >= top, y + h <= bottom, w > 0, h > 0]).toEqual(Array(6).fill(true));
        for (let column = x; column < x + w; column++) {
          for (let line = y; line < y + h; line++) {
            expect(taken.has(`${column} ${line}`)).toBe(false);
            taken.add(`${column} ${line}`);
          }
        }
      }
    }),
  );
});
