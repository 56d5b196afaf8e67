import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../src/diagnostics/formats/markdown.js";
import { finding, on } from "../finding.js";

const options = { cwd: "/work/shop" };

describe("findings as Markdown", () => {
  test("are a table, the most serious first", () => {
    const found = [
      finding({ id: "alert/no-runbook", severity: "info", summary: "the alert has no runbook" }),
      finding({
        id: "promql/syntax",
        severity: "error",
        summary: "unclosed left parenthesis",
        subject: 'alert "Slow"',
        fix: "close it",
        span: on("/work/shop/rules/slow.yml", 4, 2),
      }),
    ];
    expect(renderMarkdown(found, options)).toBe(
      [
        "### Telltale: 1 error, 1 info",
        "",
        "| | finding | where |",
        "|---|---|---|",
        '| error | **promql/syntax**: unclosed left parenthesis<br>fix: close it | rules/slow.yml:4<br>alert "Slow" |',
        "| info | **alert/no-runbook**: the alert has no runbook |  |",
        "",
      ].join("\n"),
    );
  });

  test("say what is new, resolved and unchanged since a revision", () => {
    const since = { resolved: [{ id: "alert/no-for", file: "a.yml", summary: "no for", count: 2 }], unchanged: 40 };
    expect(renderMarkdown([], { ...options, since })).toBe(
      [
        "### Telltale: no new problems; 2 resolved, 40 unchanged",
        "",
        "<details><summary>Resolved</summary>",
        "",
        "- **alert/no-for** in a.yml: no for (2 times)",
        "",
        "</details>",
        "",
      ].join("\n"),
    );
  });

  test("text of files is literal: no markup, no mention, no column of its own", () => {
    const summary = "<img src=x> @team `a|b` **c** [d](e)\n# f";
    expect(renderMarkdown([finding({ summary })], options)).toContain(
      "&#60;img src=x&#62; &#64;team \\`a\\|b\\` \\*\\*c\\*\\* \\[d\\](e) \\# f",
    );
  });

  test("a comment has room for a hundred rows", () => {
    const found = Array.from({ length: 120 }, (_, index) => finding({ summary: `finding ${index}` }));
    const lines = renderMarkdown(found, options).trimEnd().split("\n");
    expect(lines.at(-1)).toBe("... and 20 more.");
    expect(lines.filter((line) => line.startsWith("| error") || line.startsWith("| warning"))).toHaveLength(100);
  });

  test("a comment is half as long as GitHub allows, however long the texts are", () => {
    const summary = `${"<@team|`é".repeat(5_000_000 / 9)}`;
    const found = Array.from({ length: 120 }, (_, index) => finding({ summary: `${index} ${summary}`, fix: summary }));
    const resolved = Array.from({ length: 120 }, () => ({ id: "alert/no-for", file: "a.yml", summary, count: 1 }));
    const text = renderMarkdown(found, { ...options, since: { resolved, unchanged: 0 } });
    expect(Buffer.byteLength(text)).toBeLessThan(65_536 / 2);
    expect(text.match(/\.\.\. and 1\d\d more\.$/gm)).toHaveLength(2);
    expect(text.endsWith("\n\n</details>\n")).toBe(true);
  });
});
