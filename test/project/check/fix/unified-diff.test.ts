import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { unifiedDiff } from "../../../../src/project/check/fix/unified-diff.js";
import { temporaryFolder } from "../../temporary-folder.js";

const lines = (...numbers: readonly (number | string)[]) => numbers.map((one) => `${one}\n`).join("");

function applied(before: string, diff: string): string {
  const folder = temporaryFolder({ "rules.yml": before });
  const { status, stderr } = spawnSync("git", ["apply", "-"], { cwd: folder, input: diff, encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return readFileSync(join(folder, "rules.yml"), "utf8");
}

describe("a unified diff", () => {
  test("has three lines around each change, and joins those that are near", () => {
    expect(unifiedDiff("a.yml", lines(1, 2, 3, 4, 5, 6, 7, 8, 9), lines(1, 2, 3, 4, "five", 6, 7, "eight", 9))).toBe(
      `--- a/a.yml\n+++ b/a.yml\n@@ -2,8 +2,8 @@\n${" 2\n 3\n 4\n-5\n+five\n 6\n 7\n-8\n+eight\n 9\n"}`,
    );
  });

  test.each([
    ["in one line", lines(1, 2), lines(1, "b")],
    ["far apart", lines(..."abcdefghijklmnopqrstuvwxyz"), lines("A", ..."bcdefghijklmnopqrstuvwxyz".slice(0, -1), "Z")],
    ["without an end of line", "a\nb", "a\nc"],
    ["that add lines", lines(1, 2, 3), lines(1, "a", "b", 2, 3)],
    ["that remove lines", lines(1, 2, 3), lines(3)],
    ["with other ends of lines", "a\r\nb\r\n", "a\r\nc\r\n"],
  ])("of changes %s is what git applies", (_, before, after) => {
    expect(applied(before, unifiedDiff("rules.yml", before, after))).toBe(after);
  });

  test("of equal texts is empty", () => {
    expect(unifiedDiff("a.yml", "a\n", "a\n")).toBe("");
  });
});
