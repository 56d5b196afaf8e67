import { expect, test } from "vitest";
import { locatePattern } from "../../src/source/locate-pattern.js";
import { SourceFiles } from "../../src/source/source-files.js";

const texts: Record<string, string> = {
  "alert.ts": "when: errors.above(1)",
  "shop.ts": "http({\n  failed: { status: /(?!2)../ } })",
  "twice.ts": "[/(?!2)../, /(?!2)../]",
};
const sources = new SourceFiles((file) => texts[file]);

test("finds a regular expression in the first file that has it", () => {
  expect(locatePattern("(?!2)..", ["missing.ts", "alert.ts", "shop.ts", "twice.ts"], sources)).toEqual({
    file: "shop.ts",
    start: { line: 2, column: 21 },
    end: { line: 2, column: 30 },
  });
});

test("does not guess which of two it is", () => {
  expect(locatePattern("(?!2)..", ["twice.ts", "shop.ts"], sources)).toBeUndefined();
});
