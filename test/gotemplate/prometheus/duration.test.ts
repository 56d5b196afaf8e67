import { describe, expect, test } from "vitest";
import { expand } from "../expand.js";

describe("a duration", () => {
  test.each([
    ["toDuration 3725.5", "1h2m5.5s"],
    ["toDuration 0.0015", "1.5ms"],
    ["toDuration 1e-6", "1µs"],
    ["toDuration 0", "0s"],
    ["(toDuration 90).Minutes", "1.5"],
    ["(toDuration 90).Milliseconds", "90000"],
    ['printf "%d" ((toTime 1).Sub (toTime 0))', "1000000000"],
  ])("{{ %s }} is %s", (expression, text) => {
    expect(expand(`{{ ${expression} }}`)).toBe(text);
  });
});
