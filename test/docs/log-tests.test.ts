import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { runFile } from "../simulate/test-file/run-file.js";

test("the example of tests of alerts on logs passes", () => {
  const page = readFileSync(fileURLToPath(new URL("../../docs/testing.md", import.meta.url)), "utf8");
  const chapter = page.slice(page.indexOf("\n## Tests of alerts on logs\n"));
  const [file, rules] = Array.from(chapter.matchAll(/^```yaml\n([\s\S]*?)^```/gm), ([, text]) => text!);
  const { errors, outcomes } = runFile(file!, () => rules!, { version: { major: 3, minor: 5 } });
  expect(errors).toEqual([]);
  expect(outcomes.map(({ failures, warnings }) => ({ failures, warnings }))).toEqual([{ failures: [], warnings: [] }]);
});
