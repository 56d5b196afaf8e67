import { describe, expect, test } from "vitest";
import { notAVector } from "../../../src/check/promql/not-a-vector.js";
import { checkQuery, markedTexts } from "./check-query.js";

describe("promql/not-a-vector", () => {
  test("reports a rule that returns a range or a string", () => {
    expect(checkQuery(notAVector, "up[5m]", { in: "recording rule" })).toMatchObject([
      { marked: "up[5m]", summary: "the result is a range vector, not an instant vector" },
    ]);
    expect(markedTexts(notAVector, "(up[5m:1m])")).toEqual(["up[5m:1m]"]);
    expect(markedTexts(notAVector, `"x"`, { in: "recording rule" })).toEqual([`"x"`]);
  });

  test("accepts vectors and numbers, and anything in a panel", () => {
    expect(markedTexts(notAVector, "up > 1")).toEqual([]);
    expect(markedTexts(notAVector, "1", { in: "recording rule" })).toEqual([]);
    expect(markedTexts(notAVector, "up[5m]", { in: "panel" })).toEqual([]);
  });
});
