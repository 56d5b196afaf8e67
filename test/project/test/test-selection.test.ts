import { describe, expect, test } from "vitest";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import { selectTests } from "../../../src/project/test/test-selection.js";

const text = "tests: [{name: cart goes down}, {name: cart is slow}, {}]";
const source = readTestFile(text, { file: "rules/shop.test.yml", version: { major: 3, minor: 5 } }).file!;

function selected(pattern: string): (string | undefined)[] {
  const selection = selectTests(pattern);
  if (typeof selection !== "function") throw new Error(selection.error);
  return source.tests.filter((one) => selection(one, source)).map(({ name }) => name?.value);
}

describe("tests are selected", () => {
  test("by a part of their name", () => {
    expect(selected("down")).toEqual(["cart goes down"]);
    expect(selected("^cart (is|goes)")).toEqual(["cart goes down", "cart is slow"]);
    expect(selected("(?i)SLOW")).toEqual(["cart is slow"]);
    expect(selected("shelf")).toEqual([]);
  });

  test("by the path of their file, those without a name too", () => {
    expect(selected("rules/shop")).toEqual(["cart goes down", "cart is slow", undefined]);
  });

  test("not by what is no regular expression", () => {
    expect(selectTests("(")).toEqual({ error: "missing closing ): `(`" });
    expect(selectTests("(?=a)")).toHaveProperty("error");
  });

  test("at once, however the expression is nested", () => {
    const selection = selectTests("(a*)*b");
    const [one] = readTestFile(`tests: [{name: ${"a".repeat(50_000)}}]`, { file: "x", version: { major: 3, minor: 5 } })
      .file!.tests;
    expect(typeof selection === "function" && selection(one!, source)).toBe(false);
  });
});
