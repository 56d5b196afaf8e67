import { describe, expect, test } from "vitest";
import { expand, problem } from "../expand.js";

describe("parseDuration", () => {
  test("is in seconds", () => {
    expect(
      expand('{{ parseDuration "1h30m" }} {{ parseDuration "100ms" }} {{ parseDuration "1y" | humanizeDuration }}'),
    ).toBe("5400 0.1 365d 0h 0m 0s");
  });

  test.each([
    ["5", 'not a valid duration string: "5"'],
    ["1m1h", 'not a valid duration string: "1m1h"'],
    ["5x", 'unknown unit "x" in duration "5x"'],
    ["", "empty duration string"],
    ["500y", "duration out of range"],
  ])("%s: %s", (duration, expected) => {
    expect(problem(`{{ parseDuration "${duration}" }}`)).toBe(`error calling parseDuration: ${expected}`);
  });
});
