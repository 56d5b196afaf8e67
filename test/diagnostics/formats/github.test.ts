import { describe, expect, test } from "vitest";
import { renderGithub } from "../../../src/diagnostics/formats/github.js";
import { finding, on } from "../finding.js";

const base = { cwd: "/work/shop" };

describe("findings as annotations of GitHub Actions", () => {
  test("name file, line, columns and check", () => {
    const one = finding({ severity: "error", fix: "write `for: 5m`", span: on("/work/shop/alerts/a.ts", 3, 7, 9) });
    expect(renderGithub([one], base)).toBe(
      "::error file=alerts/a.ts,line=3,endLine=3,col=7,endColumn=9,title=alert/no-for::it fires at once%0Afix: write `for: 5m`\n",
    );
  });

  test("have no columns if the span ends in another line", () => {
    const span = { file: "/work/shop/a.ts", start: { line: 3, column: 7 }, end: { line: 5, column: 2 } };
    expect(renderGithub([finding({ span })], base)).toBe(
      "::warning file=a.ts,line=3,endLine=5,title=alert/no-for::it fires at once\n",
    );
  });

  test("escape characters that would end a property or a message", () => {
    const odd = finding({
      severity: "info",
      summary: "100%\r\n::error::x, y: z",
      span: on("/work/shop/a,b:c%.ts", 1, 1),
    });
    expect(renderGithub([odd], base)).toBe(
      "::notice file=a%2Cb%3Ac%25.ts,line=1,col=1,title=alert/no-for::100%25%0D%0A::error::x, y: z\n",
    );
  });

  test("name the expression if there is no position", () => {
    const nowhere = finding({ excerpt: { text: "up == 0", start: 0, end: 2 } });
    expect(renderGithub([nowhere], base)).toBe(
      "::warning title=alert/no-for::it fires at once%0Aexpression: up == 0\n",
    );
  });
});
