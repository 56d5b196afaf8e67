import { describe, expect, test } from "vitest";
import { findAliasProblem, readYaml } from "../../../src/yaml/index.js";

function problemIn(text: string): string | undefined {
  return findAliasProblem(readYaml(text, { file: "a.yml" }).documents[0]!)?.problem;
}

describe("aliases", () => {
  test("may repeat small values", () => {
    expect(problemIn("a: &a [1, 2]\nb: [*a, *a]\n")).toBeUndefined();
  });

  test("must not refer to an anchor that contains them", () => {
    expect(problemIn("a: &a [1, *a]\n")).toBe("the alias refers to an anchor that contains it");
  });

  test("must not expand to too much data", () => {
    const levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 30; level++) {
      levels.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(", ")}]`,
      );
    }
    expect(problemIn(levels.join("\n"))).toBe("the aliases expand to too much data");
  });
});
