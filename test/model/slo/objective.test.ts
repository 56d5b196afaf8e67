import { expect, test } from "vitest";
import { readObjective } from "../../../src/model/slo/objective.js";

test.each([
  ["99.9%", 0.999, 0.001],
  ["99%", 0.99, 0.01],
  ["99.95%", 0.9995, 0.0005],
  ["99.99999%", 0.9999999, 0.0000001],
  ["5%", 0.05, 0.95],
  ["0.1%", 0.001, 0.999],
  ["50.0%", 0.5, 0.5],
])("%s is the decimal %d, and leaves %d", (text, share, budget) => {
  expect(readObjective(text)).toEqual({ share, budget });
});

test("prints as the decimal that was written, which 1 - 0.999 does not", () => {
  expect(String(readObjective("99.9%")!.budget)).toBe("0.001");
  expect(String(1 - 0.999)).not.toBe("0.001");
});

test.each(["100%", "0%", "0.0%", "99.9", "0.999", "99,9%", "-1%", "101%", " 99%", "1e2%", "%", "99.%"])(
  "%j is no objective",
  (text) => {
    expect(readObjective(text)).toBeUndefined();
  },
);
