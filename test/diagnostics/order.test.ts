import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sortDiagnostics } from "../../src/diagnostics/order.js";
import { finding, on } from "./finding.js";

describe("the order of findings", () => {
  test("is by file, line, column and id; findings without a position come first", () => {
    const sorted = sortDiagnostics([
      finding({ span: on("b.ts", 1, 1) }),
      finding({ span: on("a.ts", 10, 1) }),
      finding({ span: on("a.ts", 9, 5), id: "yaml/tag" }),
      finding({ span: on("a.ts", 9, 5), id: "alert/duplicate" }),
      finding({ span: on("a.ts", 9, 2) }),
      finding(),
    ]);
    expect(
      sorted.map(({ span, id }) => (span ? `${span.file}:${span.start.line}:${span.start.column} ${id}` : id)),
    ).toEqual([
      "alert/no-for",
      "a.ts:9:2 alert/no-for",
      "a.ts:9:5 alert/duplicate",
      "a.ts:9:5 yaml/tag",
      "a.ts:10:1 alert/no-for",
      "b.ts:1:1 alert/no-for",
    ]);
  });

  test("reports duplicates once", () => {
    expect(sortDiagnostics([finding({ span: on("a", 1, 1) }), finding({ span: on("a", 1, 1) })])).toHaveLength(1);
    expect(sortDiagnostics([finding({ span: on("a", 1, 1) }), finding({ span: on("a", 1, 2) })])).toHaveLength(2);
  });

  test("does not depend on the order of the input", () => {
    const some = fc.array(
      fc.record({ file: fc.constantFrom("a", "B", "ä"), line: fc.nat(3), column: fc.nat(3), summary: fc.string() }),
    );
    fc.assert(
      fc.property(some, (found) => {
        const findings = found.map(({ file, line, column, summary }) =>
          finding({ summary, span: on(file, line, column) }),
        );
        expect(sortDiagnostics(findings.toReversed())).toEqual(sortDiagnostics(findings));
      }),
    );
  });
});
