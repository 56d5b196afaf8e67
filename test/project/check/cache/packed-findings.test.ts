import { expect, test } from "vitest";
import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.js";
import { packFindings, unpackFindings } from "../../../../src/project/check/cache/packed-findings.js";

const findings: readonly Diagnostic[] = [
  { id: "alert/no-for", severity: "warning", summary: "fires at once", details: "", fix: "add `for: 5m`" },
  {
    id: "promql/needless-regex",
    severity: "info",
    summary: "fires at once",
    subject: 'alert "A"',
    span: { file: "a.yml", start: { line: 3, column: 5 }, end: { line: 3, column: 9 } },
    edits: [{ from: "=~", to: "=", span: { file: "a.yml", start: { line: 3, column: 5 } } }],
    excerpt: { text: "up", start: 0, end: 2 },
    related: [{ message: "and here" }],
  },
  { id: "alert/no-for", severity: "warning", summary: "", span: { file: "b.yml", start: { line: 1, column: 1 } } },
];

test("findings are unpacked as they were", () => {
  const kept = JSON.parse(JSON.stringify(packFindings(findings)));
  expect(unpackFindings(kept)).toStrictEqual(findings);
});

test("a text that repeats is kept once", () => {
  const { texts } = packFindings(findings);
  expect(texts).toEqual([...new Set(texts)]);
});

test.each([undefined, null, [], {}, { texts: [] }, { rows: [] }, "text"])("%j is not packed findings", (value) => {
  expect(unpackFindings(value)).toBeUndefined();
});
