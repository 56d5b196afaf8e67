import { describe, expect, test } from "vitest";
import { compareWithBaseline, parseBaseline, renderBaseline } from "../../../src/project/check/baseline.js";
import { finding, on } from "../../diagnostics/finding.js";

const base = { cwd: "/rules" };
const everywhere = () => true;
const a = finding({ span: on("/rules/a.yml", 3, 1), subject: 'alert "A"' });
const b = finding({ span: on("/rules/b.yml", 3, 1), subject: 'alert "B"' });

function entriesOf(...diagnostics: Parameters<typeof renderBaseline>[0]) {
  return parseBaseline(renderBaseline(diagnostics, base))!;
}

describe("a baseline", () => {
  test("removes listed findings on any line, and keeps new ones", () => {
    const moved = { ...a, span: on("/rules/a.yml", 300, 7) };
    const { fresh, known, stale } = compareWithBaseline([moved, b], entriesOf(a), "/rules/base.json", base, everywhere);
    expect(fresh).toEqual([b]);
    expect(known).toBe(1);
    expect(stale).toEqual([]);
  });

  test("counts occurrences: one more of the same finding is new", () => {
    const again = { ...a, span: on("/rules/a.yml", 9, 1) };
    const { fresh } = compareWithBaseline([a, again], entriesOf(a), "/rules/base.json", base, everywhere);
    expect(fresh).toEqual([again]);
    expect(compareWithBaseline([a, again], entriesOf(a, again), "", base, everywhere).fresh).toEqual([]);
  });

  test("reports stale entries of files that were checked", () => {
    const inView = (file: string) => file === "a.yml";
    const { stale } = compareWithBaseline([], entriesOf(a, b), "/rules/base.json", base, inView);
    expect(stale).toMatchObject([{ id: "baseline/stale-entry", subject: 'alert "A"', severity: "warning" }]);
  });

  test("does not depend on the order of findings", () => {
    expect(renderBaseline([a, b, a], base)).toBe(renderBaseline([a, a, b], base));
    expect(JSON.parse(renderBaseline([a, b, a], base)).findings).toEqual([
      { id: "alert/no-for", file: "a.yml", subject: 'alert "A"', summary: "it fires at once", count: 2 },
      { id: "alert/no-for", file: "b.yml", subject: 'alert "B"', summary: "it fires at once", count: 1 },
    ]);
  });

  test.each([
    "",
    "{",
    "null",
    "[]",
    '{"version":2,"findings":[]}',
    '{"version":1,"findings":[{"id":"x"}]}',
    '{"version":1,"findings":[null]}',
  ])("is not %s", (text) => {
    expect(parseBaseline(text)).toBeUndefined();
  });
});
