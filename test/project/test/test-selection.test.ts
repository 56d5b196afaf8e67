import { describe, expect, test } from "vitest";
import { readTestFile } from "../../../src/formats/prometheus-tests/index.js";
import { selectTests } from "../../../src/project/test/test-selection.js";

const text = "tests: [{name: cart goes down}, {name: cart is slow}, {}]";
const source = readTestFile(text, { file: "rules/shop.test.yml", version: { major: 3, minor: 5 } }).file!;

function selectNames(pattern: string): (string | undefined)[] {
  const selection = selectTests(pattern);
  if (typeof selection !== "function") throw new Error(selection.error);
  return source.tests.filter((one) => selection(one, source)).map(({ name }) => name?.value);
}

describe("a selection", () => {
  test("matches part of the name", () => {
    expect(selectNames("down")).toEqual(["cart goes down"]);
    expect(selectNames("^cart (is|goes)")).toEqual(["cart goes down", "cart is slow"]);
    expect(selectNames("(?i)SLOW")).toEqual(["cart is slow"]);
    expect(selectNames("shelf")).toEqual([]);
  });

  test("matches the path of the file, also for tests without a name", () => {
    expect(selectNames("rules/shop")).toEqual(["cart goes down", "cart is slow", undefined]);
  });

  test("rejects an invalid regular expression", () => {
    expect(selectTests("(")).toEqual({ error: "missing closing ): `(`" });
    expect(selectTests("(?=a)")).toHaveProperty("error");
  });

  test("takes linear time for nested repetitions", () => {
    const selection = selectTests("(a*)*b");
    const [one] = readTestFile(`tests: [{name: ${"a".repeat(50_000)}}]`, { file: "x", version: { major: 3, minor: 5 } })
      .file!.tests;
    expect(typeof selection === "function" && selection(one!, source)).toBe(false);
  });
});
