import { expect, test } from "vitest";
import { isRepeatable } from "../../../src/project/modules/is-repeatable.js";

const repeats = (code: string, file = "a.ts", usesPackages = false) =>
  isRepeatable({ file, name: "0.mjs", code, imports: [], exports: [], usesPackages });

test.each([
  "export const a = Date.now();",
  "export const a = new Date();",
  "export const a = process.env.STAGE;",
  "export const a = Math.random();",
  "export const a = globalThis.name;",
  'export const a = (() => {}).constructor("return 1")();',
  'export const { a } = await import("./b.mjs");',
  "export const a = import.meta.url;",
  "export const a = pr\\u006fcess.env.STAGE;",
  "export const a = performance.now();",
])("%s can give another value", (code) => {
  expect(repeats(code)).toBe(false);
});

test.each([
  "export const a = 1;",
  '// The process and its Date.\nexport const a = "performance";',
  "export const a = [3, 1].map((one) => Math.max(one, 2));",
  "export const a = 1;\n//# sourceMappingURL=data:application/json;base64,process+Date",
])("%s always gives the same", (code) => {
  expect(repeats(code)).toBe(true);
});

test("a module that imports another package is not known", () => {
  expect(repeats("export const a = 1;", "a.ts", true)).toBe(false);
});

test("data is data", () => {
  expect(repeats('export default "process.env";', "limits.json")).toBe(true);
});
