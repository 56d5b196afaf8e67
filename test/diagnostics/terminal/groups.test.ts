import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.js";
import { renderTerminalGroups } from "../../../src/diagnostics/terminal/groups.js";
import { renderTerminal } from "../../../src/diagnostics/terminal/terminal.js";
import { finding, on } from "../finding.js";

const options = {
  cwd: "/work/shop",
  readSource: () => undefined,
  width: 80,
  describe: () => "An alert has no runbook. Info in panels.",
};

function repeat(count: number, part: Partial<Diagnostic>, file: string): readonly Diagnostic[] {
  const summaries = Array.from({ length: count }, (_, index) => `finding ${index + 1}`);
  return summaries.map((summary, index) => finding({ ...part, summary, span: on(`/work/shop/${file}`, index + 1, 3) }));
}

describe("many findings in a terminal", () => {
  test("are grouped by kind, the most serious first, then the most frequent", () => {
    const found = [
      ...repeat(6, { id: "alert/no-runbook", severity: "info" }, "a.yml"),
      ...repeat(2, { id: "alert/no-for", severity: "warning" }, "b.yml"),
      ...repeat(5, { id: "alert/no-severity", severity: "warning" }, "c.yml"),
      ...repeat(1, { id: "promql/syntax", severity: "error" }, "d.yml"),
    ];
    expect(renderTerminalGroups(found, options)).toBe(
      [
        "error[promql/syntax]: An alert has no runbook.",
        "  --> d.yml:1:3  finding 1",
        "",
        "warning[alert/no-severity] 5 times: An alert has no runbook.",
        "  --> c.yml:1:3  finding 1",
        "  --> c.yml:2:3  finding 2",
        "  --> c.yml:3:3  finding 3",
        "   ... and 2 more",
        "",
        "warning[alert/no-for] 2 times: An alert has no runbook.",
        "  --> b.yml:1:3  finding 1",
        "  --> b.yml:2:3  finding 2",
        "",
        "info[alert/no-runbook] 6 times: An alert has no runbook.",
        "  --> a.yml:1:3  finding 1",
        "   ... and 5 more",
        "",
        "`telltale explain ID` says more about a finding; --all shows each of them with its lines and its fix.",
        "1 error, 7 warnings, 6 info",
        "",
      ].join("\n"),
    );
  });

  test("errors that stop a build are shown in full, before the others", () => {
    const found = [
      ...repeat(9, { id: "alert/no-runbook", severity: "info" }, "a.yml"),
      ...repeat(2, { id: "promql/syntax", severity: "error", details: "It does not parse." }, "d.yml"),
    ];
    const text = renderTerminalGroups(found, { ...options, errorsInFull: true, showsAll: "`telltale check --all`" });
    expect(text.split("\n").map((line) => line.trim())).toEqual([
      ...["error[promql/syntax]: finding 1", "--> d.yml:1:3", "= why: It does not parse.", ""],
      ...["error[promql/syntax]: finding 2", "--> d.yml:2:3", "= why: It does not parse.", ""],
      ...["info[alert/no-runbook] 9 times: An alert has no runbook.", "--> a.yml:1:3  finding 1", "... and 8 more", ""],
      "`telltale explain ID` says more about a finding; `telltale check --all` shows each of them with its lines and its fix.",
      ...["2 errors, 9 info", ""],
    ]);
  });

  test("of more kinds than fit on a screen, the less serious are counted", () => {
    const found = [
      ...repeat(4, { id: "alert/no-runbook", severity: "info" }, "a.yml"),
      ...repeat(3, { id: "alert/no-summary", severity: "info" }, "a.yml"),
      ...repeat(5, { id: "alert/no-severity", severity: "warning" }, "c.yml"),
      ...repeat(2, { id: "promql/syntax", severity: "error" }, "d.yml"),
    ];
    const end = [
      "`telltale explain ID` says more about a finding; --all shows each of them with its lines and its fix.",
      ...["2 errors, 5 warnings, 7 info", ""],
    ];
    const errors = ["error[promql/syntax] 2 times: An alert has no runbook.", "  --> d.yml:1:3  finding 1"];
    const warnings = ["warning[alert/no-severity] 5 times: An alert has no runbook.", "  --> c.yml:1:3  finding 1"];
    const counts = ["info: alert/no-runbook 4, alert/no-summary 3", ""];
    const rows = (height: number) => renderTerminalGroups(found, { ...options, height }).split("\n");
    expect(rows(23)).toContain("info[alert/no-runbook] 4 times: An alert has no runbook.");
    expect(rows(20)).toEqual([
      ...errors,
      ...["  --> d.yml:2:3  finding 2", ""],
      ...warnings,
      ...["  --> c.yml:2:3  finding 2", "  --> c.yml:3:3  finding 3", "   ... and 2 more", ""],
      ...counts,
      ...end,
    ]);
    expect(rows(14)).toEqual([
      ...errors,
      ...["  --> d.yml:2:3  finding 2", ""],
      ...["warning[alert/no-severity] 5 times  --> c.yml:1:3  finding 1", ""],
      ...counts,
      ...end,
    ]);
    expect(rows(1)).toEqual([
      ...["error[promql/syntax] 2 times  --> d.yml:1:3  finding 1", ""],
      ...["warning[alert/no-severity] 5 times  --> c.yml:1:3  finding 1", ""],
      ...counts,
      ...end,
    ]);
  });

  test("a line that is too long ends with dots", () => {
    const summary = "the expression yields no label instance, which the annotation prints in two of its sentences";
    const found = repeat(11, { id: "alert/no-for", severity: "warning" }, "a.yml").map((one) => ({ ...one, summary }));
    const [, place] = renderTerminalGroups(found, options).split("\n");
    expect(place).toBe("  --> a.yml:1:3  the expression yields no label instance, which the annotation …");
  });

  test("ten or fewer are shown in full", () => {
    const found = repeat(10, { id: "alert/no-for", severity: "warning" }, "a.yml");
    expect(renderTerminalGroups(found, options)).toBe(renderTerminal(found, options));
  });
});
