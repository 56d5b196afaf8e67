import { describe, expect, test } from "vitest";
import { renderGitlab } from "../../../src/diagnostics/formats/gitlab.js";
import { finding, on } from "../finding.js";

const base = { cwd: "/work/shop" };

interface Issue {
  readonly description: string;
  readonly fingerprint: string;
  readonly severity: string;
}

const issues = (...findings: Parameters<typeof finding>[0][]): readonly Issue[] =>
  JSON.parse(renderGitlab(findings.map(finding), base));

describe("findings as a code quality report of GitLab", () => {
  test("name the check, the file and its lines", () => {
    const span = { file: "/work/shop/alerts/a.yml", start: { line: 3, column: 7 }, end: { line: 5, column: 2 } };
    expect(issues({ severity: "error", subject: 'alert "Slow"', fix: "write `for: 5m`", span })).toEqual([
      {
        description: 'alert "Slow": it fires at once (fix: write `for: 5m`)',
        check_name: "alert/no-for",
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        severity: "critical",
        location: { path: "alerts/a.yml", lines: { begin: 3, end: 5 } },
      },
    ]);
  });

  test("have a position even where nothing in a file is wrong, and one line of text", () => {
    expect(issues({ severity: "info", summary: "it fires\n at once" })).toMatchObject([
      { description: "it fires at once", severity: "info", location: { path: ".", lines: { begin: 1 } } },
    ]);
  });

  test("have different fingerprints, the same in every run and wherever lines move", () => {
    const at = (line: number) => ({ span: on("/work/shop/a.yml", line, 1) });
    const prints = (...lines: number[]) => issues(...lines.map(at)).map(({ fingerprint }) => fingerprint);
    expect(new Set(prints(1, 2, 3)).size).toBe(3);
    expect(prints(4, 8, 9)).toEqual(prints(1, 2, 3));
  });

  test("are an empty list if there are none", () => {
    expect(renderGitlab([], base)).toBe("[]\n");
  });
});
