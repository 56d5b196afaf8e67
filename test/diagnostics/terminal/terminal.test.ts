import { describe, expect, test } from "vitest";
import { renderTerminal } from "../../../src/diagnostics/terminal/terminal.js";
import { finding, on } from "../finding.js";

const source = [
  'import { promql } from "telltale";',
  "",
  'export const slow = shop.alert("Slow", {',
  "  when: promql`histogram_quantile(0.95, rate(x_bucket[5m])) > 2`,",
  "});",
].join("\n");

const options = { cwd: "/work/shop", readSource: (file: string) => (file.endsWith("slow.ts") ? source : undefined) };

describe("findings in a terminal", () => {
  test("show message, position, subject, reason and fix", () => {
    const quantile = finding({
      id: "promql/quantile-needs-le",
      severity: "error",
      summary: "the buckets are gone before the quantile is taken",
      subject: 'alert "Slow"',
      details: "histogram_quantile reads the bounds from the label `le`.",
      fix: "sum by (le) (rate(x_bucket[5m]))",
      span: on("/work/shop/alerts/slow.ts", 4, 41, 59),
      related: [{ message: "the metric is defined here", span: on("/work/elsewhere/shop.ts", 3, 7) }],
    });
    expect(renderTerminal([quantile], options)).toBe(
      [
        "error[promql/quantile-needs-le]: the buckets are gone before the quantile is taken",
        "  --> alerts/slow.ts:4:41",
        "   |",
        " 4 |   when: promql`histogram_quantile(0.95, rate(x_bucket[5m])) > 2`,",
        "   |                                         ^^^^^^^^^^^^^^^^^^",
        '   = in: alert "Slow"',
        "   = why: histogram_quantile reads the bounds from the label `le`.",
        "   = fix: sum by (le) (rate(x_bucket[5m]))",
        "note: the metric is defined here",
        "  --> ../elsewhere/shop.ts:3:7",
        "",
        "1 error",
        "",
      ].join("\n"),
    );
  });

  test("show an expression that is in no file like a source excerpt", () => {
    const text = "sum(rate(a[5m]))\n  / sum(rate(a[5m]))";
    const composed = finding({ span: on("/work/shop/slow.ts", 3, 14), excerpt: { text, start: 21, end: 37 } });
    expect(renderTerminal([composed], options)).toBe(
      [
        "warning[alert/no-for]: it fires at once",
        "  --> slow.ts:3:14",
        "   |",
        "   |   / sum(rate(a[5m]))",
        "   |     ^^^^^^^^^^^^^^^^",
        "",
        "1 warning",
        "",
      ].join("\n"),
    );
  });

  test("wrap long sentences between words", () => {
    const wordy = finding({ details: "one two three ".repeat(10).trim() });
    const lines = renderTerminal([wordy], { ...options, width: 60 }).split("\n");
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(lines[1]).toBe("   = why: one two three one two three one two three one two");
    expect(lines[2]).toBe("          three one two three one two three one two three");
  });

  test("have no colours by default", () => {
    const one = finding({ span: on("/work/shop/slow.ts", 3, 14, 18) });
    const coloured = renderTerminal([one], { ...options, color: true });
    const plain = renderTerminal([one], options);
    expect(plain).not.toContain("\u001b");
    expect(coloured).toContain("\u001b[33m");
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  test("never pass control characters to the terminal", () => {
    const hostile = finding({
      summary: "\u001b[2J",
      subject: "a\u0007",
      details: "b\u001b]0;x",
      span: on("/work/shop/\u001b.ts", 1, 1),
    });
    expect(renderTerminal([hostile], options)).not.toMatch(/[\u001b\u0007]/);
  });

  test("end with the totals", () => {
    const some = [
      finding({ severity: "error", id: "alert/duplicate" }),
      finding(),
      finding({ id: "alert/no-summary" }),
      finding({ severity: "info", id: "alert/no-runbook" }),
    ];
    expect(renderTerminal(some, options)).toMatch(/\n1 error, 2 warnings, 1 info\n$/);
    expect(renderTerminal([], options)).toBe("no problems\n");
  });
});
