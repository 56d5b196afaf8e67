import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, parseVersion, ruleDialect } from "../../src/promql/index.js";
import { rounds } from "../oracles/rounds.js";
import { installedRelease, missingTool } from "../oracles/tools.js";
import { expression } from "./arbitrary.js";

const missing = missingTool("promtool");
const version = installedRelease("promtool");

/** Returns the expressions that promtool rejects, checked as the rules of one file. */
function findRejected(expressions: readonly string[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), "promql-"));
  const file = join(folder, "rules.yml");
  const rules = expressions.map((expr, index) => `  - {record: "r${index}", expr: ${JSON.stringify(expr)}}`);
  writeFileSync(file, ["groups:", "- name: g", "  rules:", ...rules, ""].join("\n"));
  const { stdout, stderr } = spawnSync("promtool", ["check", "rules", file], { encoding: "utf8", maxBuffer: 2 ** 28 });
  rmSync(folder, { recursive: true });
  const numbers = [...(stdout + stderr).matchAll(/group "g", rule (\d+), "r\d+"/g)].map((match) => Number(match[1]));
  return new Set(numbers.map((number) => expressions[number - 1]!));
}

describe.skipIf(missing)("the verdict is that of the installed promtool", () => {
  test("on thousands of valid and invalid expressions", () => {
    const cut = fc.tuple(expression, expression, fc.nat(40), fc.nat(40), fc.boolean());
    const text = cut.map(([one, other, at, from, whole]) => (whole ? one : one.slice(0, at) + other.slice(from)));
    const printable = text.filter((expr) => expr.trim() !== "");
    const expressions = fc.sample(printable, { numRuns: rounds(2000), seed: 42 });
    const wrong = findRejected(expressions);
    const dialect = ruleDialect(parseVersion(version!)!);
    const differing = expressions.filter((expr) => parse(expr, dialect).errors.length > 0 !== wrong.has(expr));
    expect(differing).toEqual([]);
    expect(wrong.size).toBeGreaterThan(expressions.length / 8);
    expect(expressions.length - wrong.size).toBeGreaterThan(expressions.length / 8);
  });
});
