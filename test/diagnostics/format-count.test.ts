import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCount } from "../../src/diagnostics/format-count.js";

test.each([
  [0, "0"],
  [-0, "-0"],
  [999, "999"],
  [1000, "1,000"],
  [-1234567, "-1,234,567"],
  [1234.5, "1,234.5"],
  [1e21, "1,000,000,000,000,000,000,000"],
  [Number.POSITIVE_INFINITY, "∞"],
])("%d is %s", (count, text) => expect(formatCount(count)).toBe(text));

test("every number is written as en-US writes it", () => {
  const numbers = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.double());
  fc.assert(fc.property(numbers, (count) => formatCount(count) === count.toLocaleString("en-US")));
});
