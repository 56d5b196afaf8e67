import { describe, expect, test } from "vitest";
import { compareWithBaseline, parseBaseline, renderBaseline } from "../../../src/project/check/baseline.js";
import { finding, on } from "../../diagnostics/finding.js";

const base = { cwd: "/estate" };
const everywhere = () => true;
const a = finding({ span: on("/estate/a.yml", 3, 1), subject: 'alert "A"' });
const b = finding({ span: on("/estate/b.yml", 3, 1), subject: 'alert "B"' });

function entriesOf(...found: Parameters<typeof renderBaseline>[0]) {
  return parseBaseline(renderBaseline(found, base))!;
}

describe("a baseline", () => {
  test("takes out what is known, wherever it has moved to, and lets through what is new", () => {
    const moved = { ...a, span: on("/estate/a.yml", 300, 7) };
    const { fresh, known, stale } = compareWithBaseline(
      [moved, b],
      entriesOf(a),
      "/estate/base.json",
      base,
      everywhere,
    );
    expect(fresh).toEqual([b]);
    expect(known).toBe(1);
    expect(stale).toEqual([]);
  });

  test("counts: one more of the same is new", () => {
    const again = { ...a, span: on("/estate/a.yml", 9, 1) };
    const { fresh } = compareWithBaseline([a, again], entriesOf(a), "/estate/base.json", base, everywhere);
    expect(fresh).toEqual([again]);
    expect(compareWithBaseline([a, again], entriesOf(a, again), "", base, everywhere).fresh).toEqual([]);
  });

  test("reports entries that are no longer found, for files that were looked at", () => {
    const inView = (file: string) => file === "a.yml";
    const { stale } = compareWithBaseline([], entriesOf(a, b), "/estate/base.json", base, inView);
    expect(stale).toMatchObject([{ id: "baseline/stale-entry", subject: 'alert "A"', severity: "warning" }]);
  });

  test("is the same text whatever the order of what was found", () => {
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
  ])("is not just any text: %s", (text) => {
    expect(parseBaseline(text)).toBeUndefined();
  });
});
