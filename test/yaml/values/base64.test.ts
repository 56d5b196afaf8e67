import { expect, test } from "vitest";
import { isBase64 } from "../../../src/yaml/index.js";

test.each([
  ["", true],
  ["YQ==", true],
  ["YWI=", true],
  ["YWJj", true],
  ["YWJ", false],
  ["YW==YWJj", false],
  ["====", false],
  ["YQ=a", false],
  ["YW-_", false],
])("%j is base64: %j", (text, expected) => {
  expect(isBase64(text)).toBe(expected);
});

test("megabytes of it are no problem", () => {
  expect(isBase64("QUJD".repeat(4_000_000))).toBe(true);
});
