import { expect, test } from "vitest";
import { convertResults, type VitestFile } from "../../../src/project/test/vitest-results.js";

const failing = {
  name: "AssertionError",
  message: "expected 1 to be 2",
  diff: "\u001b[32m- 2\u001b[39m\n\u001b[31m+ 1\u001b[39m",
  stack: `AssertionError: expected 1 to be 2
    at /p/alerts/cart.test.ts:2:3
    at /p/node_modules/@vitest/runner/dist/index.js:1:1
    at new Promise (<anonymous>)`,
};

test("Vitest's task tree is flattened to a list", () => {
  const file: VitestFile = {
    name: "cart.test.ts",
    filepath: "/p/alerts/cart.test.ts",
    result: { state: "fail", errors: [] },
    tasks: [
      {
        name: "the cart",
        tasks: [
          { name: "fires", result: { state: "pass", duration: 1.5 } },
          { name: "is quiet", result: { state: "fail", errors: [failing] } },
        ],
      },
      { name: "later", result: { state: "skip" } },
      { name: "not reached" },
    ],
  };
  const broken: VitestFile = {
    name: "a.test.ts",
    filepath: "/p/alerts/a.test.ts",
    tasks: [],
    result: { state: "fail", errors: [{ name: "SyntaxError", message: "unexpected }" }] },
  };
  expect(convertResults([file, broken], [{ message: "late" }])).toEqual({
    tests: [
      { file: file.filepath, name: "the cart > fires", state: "passed", milliseconds: 1.5, messages: [] },
      {
        file: file.filepath,
        name: "the cart > is quiet",
        state: "failed",
        milliseconds: 0,
        messages: ["AssertionError: expected 1 to be 2\n- 2\n+ 1\nat /p/alerts/cart.test.ts:2:3"],
      },
      { file: file.filepath, name: "later", state: "skipped", milliseconds: 0, messages: [] },
      { file: file.filepath, name: "not reached", state: "skipped", milliseconds: 0, messages: [] },
    ],
    errors: [
      { file: "/p/alerts/a.test.ts", message: "SyntaxError: unexpected }" },
      { file: undefined, message: "Error: late" },
    ],
  });
});
