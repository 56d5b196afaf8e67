import { expect, test } from "vitest";
import { suggestion } from "../../src/diagnostics/suggestion.js";

const options = ["multiple", "initial", "description", "descending"];

test("the nearest name is meant", () => {
  expect(suggestion("inital", options)).toBe('did you mean "initial"?');
});

test("the beginning of one name stands for it", () => {
  expect(suggestion("multi", options)).toBe('did you mean "multiple"?');
});

test("a long list ends with the number of the others", () => {
  const names = Array.from({ length: 1_000 }, (_, index) => `name_${index}`);
  expect(suggestion("?", names)).toMatch(/^use one of: name_0, .*name_59, and 940 more$/);
});

test("the beginning of two names, or a letter, stands for none", () => {
  for (const text of ["desc", "m"]) expect(suggestion(text, options)).toBe(`use one of: ${options.join(", ")}`);
});
