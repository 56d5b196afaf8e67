import { describe, expect, test } from "vitest";
import { notAVector } from "../../../src/check/promql/not-a-vector.js";
import { look, marked } from "./look.js";

describe("promql/not-a-vector", () => {
  test("finds a rule whose result is a range or a text", () => {
    expect(look(notAVector, "up[5m]", { in: "recording rule" })).toMatchObject([
      { marked: "up[5m]", summary: "the result is a range vector, not an instant vector" },
    ]);
    expect(marked(notAVector, "(up[5m:1m])")).toEqual(["up[5m:1m]"]);
    expect(marked(notAVector, `"x"`, { in: "recording rule" })).toEqual([`"x"`]);
  });

  test("takes vectors and numbers, and anything in a panel", () => {
    expect(marked(notAVector, "up > 1")).toEqual([]);
    expect(marked(notAVector, "1", { in: "recording rule" })).toEqual([]);
    expect(marked(notAVector, "up[5m]", { in: "panel" })).toEqual([]);
  });
});
